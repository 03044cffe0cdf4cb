"""What all first answers say about how difficult each question is."""

from collections import defaultdict
from collections.abc import Mapping

from quizzes.engine.progress.difficulty import author_logit
from quizzes.engine.progress.estimating import Difficulty, FirstAnswer, estimated
from quizzes.models.bank import QuestionVersion
from quizzes.models.progress import ReviewLog


def difficulties_by_answers() -> Mapping[int, Difficulty]:
    """Return the difficulties that answers tell better than authors, by key of the question.

    Of all first answers that progress knows, whoever gave them. Two queries; three minutes for a
    million answers, so outside of any transaction.
    """
    first = ReviewLog.objects.learned_from()
    versions = QuestionVersion.objects.filter(question__in=first.values("question"))
    # The newest version's guess is the last, and stays.
    guesses = {
        question: author_logit(difficulty)
        for question, difficulty in versions.order_by("number").values_list(
            "question", "difficulty"
        )
    }
    students: dict[int, list[FirstAnswer]] = defaultdict(list)
    # Most answers are like others: one object for each sort.
    sorts: dict[FirstAnswer, FirstAnswer] = {}
    said = first.order_by("student", "question").values_list(
        "student", "question", "fraction", "chance"
    )
    for student, question, fraction, chance in said.iterator():
        answer = FirstAnswer(question, float(fraction or 0), chance)
        students[student].append(sorts.setdefault(answer, answer))
    return estimated(students.values(), guesses)
