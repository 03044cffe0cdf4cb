"""How a class did at its assignments, for its students: only of scores that their owners see."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from fractions import Fraction

from quizzes.engine.gradebook.spread import Spread, spread_of
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.queries.assignments import Timetable, timetable_of
from quizzes.queries.disclosure import scores_shown
from quizzes.queries.grading.scores.book import Book, book_of
from quizzes.queries.grading.scores.own import OwnScores


def spreads_beside(scores: OwnScores, student: User, now: datetime) -> Mapping[int, Spread]:
    """Return how the class did, by assignment, where a student has a score that is shown.

    Nothing is told unless the class allows it, nor of fewer than ten students whose score is shown
    to themselves. At most ten queries.
    """
    own = [
        line.column.key
        for line in scores.lines
        if not line.is_hidden and line.cell.share is not None
    ]
    if not scores.classroom.is_comparison_shown or not own:
        return {}
    return _spreads(book_of(scores.classroom, now), timetable_of(student, own), own, now)


def _spreads(
    book: Book, timetable: Timetable, assignments: Collection[int], now: datetime
) -> Mapping[int, Spread]:
    wanted = [key for key in assignments if _enough(book, key)]
    attempts = Attempt.objects.filter(assignment__in=wanted, submitted_at__isnull=False)
    seen = scores_shown(list(attempts.defer("reading_place")), timetable, now)
    shares: dict[int, list[Fraction]] = defaultdict(list)
    for row in book.rows:
        for key in wanted:
            cell = row.cells[key]
            done = [line.public_id for line in cell.tries if not line.made.is_open]
            if done and cell.cell.share is not None and seen.issuperset(done):
                shares[key].append(cell.cell.share)
    found = {key: spread_of(known) for key, known in shares.items()}
    return {key: spread for key, spread in found.items() if spread is not None}


def _enough(book: Book, key: int) -> bool:
    """Whether so many have a score at all, before anybody asks which are shown."""
    return (
        spread_of(share for row in book.rows if (share := row.cells[key].cell.share) is not None)
        is not None
    )
