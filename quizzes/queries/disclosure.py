"""What this person may see of these attempts now. Everything that shows asks here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Value

from quizzes.engine.disclosure import (
    EVERYTHING,
    Disclosure,
    Never,
    Part,
    Policy,
    Situation,
    visible,
)
from quizzes.engine.timing import is_late
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment, AssignmentItem
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.bank import Question
from quizzes.models.composition import PooledQuestion, Quiz, QuizItem
from quizzes.queries.assignments import Timetable, timetable_of, timetables_of

FOR_STAFF = Disclosure(parts=EVERYTHING, later={})

Until = datetime | Never

# Where a row comes from that says that an assignment asks a question, or can draw it.
OF_QUIZ, OF_ASSIGNMENT = Value(1), Value(0)


def blocking_assignments(timetable: Timetable, now: datetime) -> Mapping[int, Until]:
    """Return the assignments that hold back their questions from the student, and until when.

    These are those of the student's classes, unless their policy is Practice, until their
    after-closing has come. No query.
    """
    return {
        pk: timetable.after_closing(each) or Never.NEVER
        for pk, each in timetable.assignments.items()
        if each.terms().review_preset != "practice"
        and not is_late(now, timetable.after_closing(each))
    }


def held_back_questions(timetable: Timetable, now: datetime) -> Mapping[int, Mapping[int, Until]]:
    """Return until when questions are held back, by question and by the assignment that does it.

    At most one query. They are those that the quiz contains or can draw, those that the assignment
    has locked, and those that were asked: one that was taken out of its quiz after the first start
    still is.
    """
    blocking = blocking_assignments(timetable, now)
    if not blocking:
        return {}
    by_quiz = _by_quiz(timetable, blocking)
    fixed = QuizItem.objects.filter(section__quiz__in=by_quiz, question__isnull=False)
    drawn = PooledQuestion.objects.filter(item__section__quiz__in=by_quiz)
    locked = AssignmentItem.objects.filter(assignment__in=list(blocking))
    asked = AttemptItem.objects.filter(attempt__assignment__in=list(blocking))
    found = fixed.values_list("question_id", "section__quiz_id", OF_QUIZ).union(
        drawn.values_list("question_id", "item__section__quiz_id", OF_QUIZ),
        locked.values_list("version__question_id", "assignment_id", OF_ASSIGNMENT),
        asked.values_list("version__question_id", "attempt__assignment_id", OF_ASSIGNMENT),
    )
    held: dict[int, dict[int, Until]] = defaultdict(dict)
    for question, key, is_of_quiz in found:
        for pk in by_quiz[key] if is_of_quiz else (key,):
            held[question][pk] = blocking[pk]
    return held


def is_held_back(question: Question, viewer: User, now: datetime) -> bool:
    """Return whether a question's key is hidden from a person, who may be a teacher as well.

    It is while an assignment of a class in which the person is a student holds it back. At most
    three queries.
    """
    return question.pk in held_back_questions(timetable_of(viewer), now)


def is_quiz_held_back(quiz: Quiz, viewer: User, now: datetime) -> bool:
    """Return whether a key of the quiz's questions is hidden from a person who is a teacher, too.

    At most four queries. What a draw can ask counts as asked.
    """
    held = list(held_back_questions(timetable_of(viewer), now))
    if not held:
        return False
    fixed = QuizItem.objects.filter(section__quiz=quiz, question__in=held)
    drawn = PooledQuestion.objects.filter(item__section__quiz=quiz, question__in=held)
    return fixed.exists() or drawn.exists()


def _by_quiz(timetable: Timetable, assignments: Iterable[int]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for pk in assignments:
        found[timetable.assignments[pk].quiz_id].append(pk)
    return found


def put_aside_questions(timetable: Timetable, now: datetime) -> frozenset[int]:
    """Return the keys of questions that are not practised now. At most one query.

    These are the ones that an assignment holds back which does not allow practice beside it.
    """
    held = held_back_questions(timetable, now)
    return frozenset(
        question
        for question, assignments in held.items()
        if not all(timetable.assignments[pk].is_practice_allowed for pk in assignments)
    )


def quizzes_held_back(
    quizzes: Iterable[Quiz], timetable: Timetable, now: datetime
) -> frozenset[int]:
    """Return the keys of quizzes that are not offered for self-study now. At most two queries.

    These are the ones with a question of an assignment that holds it back and does not allow
    practice beside it.
    """
    strict = put_aside_questions(timetable, now)
    if not strict:
        return frozenset()
    offered = list(quizzes)
    fixed = QuizItem.objects.filter(section__quiz__in=offered, question__in=strict)
    drawn = PooledQuestion.objects.filter(item__section__quiz__in=offered, question__in=strict)
    return frozenset(
        fixed.values_list("section__quiz_id", flat=True).union(
            drawn.values_list("item__section__quiz_id", flat=True)
        )
    )


def of_attempt(
    attempt: Attempt,
    viewer: User,
    now: datetime,
    *,
    is_checked: bool = False,
    is_everything: bool = False,
) -> Disclosure:
    """Return what may be seen of all questions of one attempt. At most three queries.

    `is_checked` asks about a question that was checked in an open attempt. The viewer is the
    student, or somebody to whom `Attempt.objects.taught_by` has given the attempt. Of a preview
    a teacher sees what a student would, or asks for `is_everything`. What a class in which the
    teacher, or assistant, is a student has before it stays hidden all the same.
    """
    if attempt.student_id != viewer.pk:
        return _for_staff(attempt, viewer, now)
    if is_everything and attempt.preview_of_id is not None:
        return _everything(attempt, timetable_of(viewer), now)
    others = [attempt.assignment_id] if attempt.assignment_id else []
    timetable = timetable_of(viewer, others)
    return of_attempts([attempt], timetable, now, is_checked=is_checked)[attempt.pk]


def _for_staff(attempt: Attempt, viewer: User, now: datetime) -> Disclosure:
    timetable = timetable_of(viewer)
    if attempt.pk not in _blocks([attempt], timetable, now):
        return FOR_STAFF
    return _everything(attempt, timetable, now)


def _everything(attempt: Attempt, timetable: Timetable, now: datetime) -> Disclosure:
    situation = Situation(
        submitted_at=attempt.submitted_at,
        is_self_study=True,
        blocked_until=_blocks([attempt], timetable, now).get(attempt.pk),
    )
    return visible(Policy(right_after=EVERYTHING), situation, now)


def of_attempts(
    attempts: Iterable[Attempt], timetable: Timetable, now: datetime, *, is_checked: bool = False
) -> Mapping[int, Disclosure]:
    """Return what a student may see of each of their own attempts. At most one query.

    The timetable must hold the assignments of the attempts. If one question of an attempt is
    held back, so are the same parts of all its questions, so that nobody learns which.
    """
    known = list(attempts)
    blocks = _blocks(known, timetable, now)
    return {
        each.pk: visible(
            each.policy,
            _situation(each, timetable, blocks.get(each.pk), is_checked=is_checked),
            now,
        )
        for each in known
    }


def scores_shown(
    attempts: Iterable[Attempt], timetable: Timetable, now: datetime
) -> frozenset[UUID]:
    """Return the public ids of attempts, of anybody, whose score their own student sees. No query.

    No question of another assignment holds back a score. Where each student's own closing counts,
    a timetable knows one student's: for all of them the last of the class is waited for.
    """
    closings = {pk: timetable.last_closing(each) for pk, each in timetable.assignments.items()}
    known = {
        each.public_id: visible(
            each.policy,
            replace(
                _situation(each, timetable, None, is_checked=False),
                closing_at=closings.get(each.assignment_id or 0),
            ),
            now,
        )
        for each in attempts
    }
    return frozenset(key for key, shown in known.items() if shown.shows(Part.SCORE))


def _blocks(
    attempts: Sequence[Attempt], timetable: Timetable, now: datetime
) -> Mapping[int, Until]:
    """Return until when each attempt is held back by any of its questions. At most one query."""
    blocking = blocking_assignments(timetable, now)
    by_pk = {attempt.pk: attempt for attempt in attempts}
    if not blocking or not by_pk:
        return {}
    by_quiz = _by_quiz(timetable, blocking)
    items = AttemptItem.objects.filter(attempt__in=by_pk)
    fixed = "version__question__quiz_items__section__quiz"
    drawn = "version__question__pools__item__section__quiz"
    given = "version__question__versions__attempt_items__attempt__assignment"
    attempt_of = "version__question__versions__attempt_items__attempt"
    locked = AssignmentItem.objects.filter(
        assignment__in=list(blocking), **{f"{attempt_of}__in": by_pk}
    )
    found = locked.values_list(f"{attempt_of}_id", "assignment_id", OF_ASSIGNMENT).union(
        *(
            items.filter(**{f"{path}__in": list(keys)}).values_list(
                "attempt_id", f"{path}_id", whose
            )
            for path, keys, whose in (
                (fixed, by_quiz, OF_QUIZ),
                (drawn, by_quiz, OF_QUIZ),
                (given, blocking, OF_ASSIGNMENT),
            )
        )
    )
    ends: dict[int, list[Until]] = defaultdict(list)
    for attempt, key, is_of_quiz in found:
        ends[attempt] += [
            blocking[pk]
            for pk in (by_quiz[key] if is_of_quiz else (key,))
            if not _is_released(by_pk[attempt], timetable.assignments[pk])
        ]
    return {attempt: _latest(until) for attempt, until in ends.items() if until}


def showing_scores(attempts: Iterable[Attempt], now: datetime) -> frozenset[int]:
    """Return the keys of attempts at assignments whose own students may see the score now.

    At most two queries, where the attempts have their student, assignment, quiz and class loaded.
    What blocks a question hides no score.
    """
    given = [each for each in attempts if each.assignment is not None]
    timetables = timetables_of(given)
    return frozenset(
        each.pk
        for each in given
        if visible(
            each.policy,
            _situation(each, timetables[each.pk], None, is_checked=False),
            now,
        ).shows(Part.SCORE)
    )


def marks_shown(attempts: Iterable[Attempt], timetable: Timetable, now: datetime) -> frozenset[int]:
    """Return the keys of a student's own attempts whose marks they see, by these attempts alone.

    That is score and correctness, while their own assignment holds nothing back any more; whether
    another one does, `of_attempts` says. The timetable must hold their assignments. An open
    session of practice shows what was checked. No query.
    """
    blocking = blocking_assignments(timetable, now)
    return frozenset(
        each.pk
        for each in attempts
        if not _holds_itself(each, timetable, blocking)
        and {Part.SCORE, Part.CORRECTNESS}
        <= visible(
            each.policy, _situation(each, timetable, None, is_checked=each.is_practice), now
        ).parts
    )


def may_show_marks(attempt: Attempt, now: datetime) -> bool:
    """Return whether the own rows of an attempt leave it open that its marks are shown. No query.

    Where they do not, as those of an exam or of homework that is still open, nothing else need be
    asked; where they do, only `marks_shown` and `of_attempts` know.
    """
    given = attempt.assignment
    if given is None:
        situation = Situation(attempt.submitted_at, is_self_study=True)
    else:
        is_over = given.is_closing_each_own or (
            given.closes_at is not None and is_late(now, given.closes_at)
        )
        if not is_over and given.released_at is None and attempt.review_preset != "practice":
            return False
        situation = Situation(
            attempt.submitted_at,
            closing_at=attempt.started_at if is_over else None,
            released_at=given.released_at,
            are_scores_held=given.are_scores_held,
        )
    return visible(attempt.policy, situation, now).shows(Part.SCORE)


def _holds_itself(attempt: Attempt, timetable: Timetable, blocking: Mapping[int, Until]) -> bool:
    pk = attempt.assignment_id or 0
    return pk in blocking and not _is_released(attempt, timetable.assignments[pk])


def _is_released(attempt: Attempt, assignment: Assignment) -> bool:
    """Whether this assignment was released by hand, which lifts its hold on its own attempts."""
    return attempt.assignment_id == assignment.pk and assignment.released_at is not None


def _latest(ends: Iterable[Until]) -> Until:
    dated = []
    for end in ends:
        if end is Never.NEVER:
            return Never.NEVER
        dated.append(end)
    return max(dated)


def _situation(
    attempt: Attempt, timetable: Timetable, blocked_until: Until | None, *, is_checked: bool
) -> Situation:
    # The timetable's, so that no attempt needs to be loaded with its own.
    assignment = timetable.assignments.get(attempt.assignment_id or 0) or attempt.assignment
    if assignment is None:
        return Situation(
            submitted_at=attempt.submitted_at,
            # A preview shows what a class would be shown, not what is shown in self-study.
            is_self_study=attempt.quiz_id is not None or attempt.is_practice,
            is_checked=is_checked,
            blocked_until=blocked_until,
        )
    return Situation(
        submitted_at=attempt.submitted_at,
        closing_at=timetable.after_closing(assignment),
        released_at=assignment.released_at,
        are_scores_held=assignment.are_scores_held,
        is_checked=is_checked,
        blocked_until=blocked_until,
    )
