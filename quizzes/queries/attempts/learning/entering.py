"""The values that progress takes in: an entry for each answer whose mark its student may see."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache

from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.kinds.registry import is_marked_by_people
from quizzes.engine.progress.difficulty import difficulty_of
from quizzes.engine.progress.entries import Entry
from quizzes.engine.progress.scheduling import rating_of
from quizzes.models.attempts import Attempt, AttemptItem, Judgment
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.progress import QuestionDifficulty, ReviewLog

UNREAD = ("rendered", "stem", "explanation", "searched", "hints", "note")


def items_of(attempts: Sequence[Attempt]) -> Sequence[AttemptItem]:
    """Return the answers in attempts, with what entries are made of. One query."""
    by_pk = {attempt.pk: attempt for attempt in attempts}
    found = AttemptItem.objects.filter(attempt__in=by_pk).select_related("version__question")
    items = list(found.defer(*(f"version__{name}" for name in UNREAD)).order_by("pk"))
    for item in items:
        item.attempt = by_pk[item.attempt_id]
    return items


def entries_of(items: Sequence[AttemptItem], held: Collection[int] = ()) -> Sequence[Entry]:
    """Return what progress takes in of answers, as they stand; `held` are keys of questions.

    At most four queries. What waits for a person is left out. In an open session of practice an
    answer enters when it was judged; one to a question that is held back only if it has before.
    """
    judged = _judgments([item for item in items if item.attempt.is_practice])
    known = _known([i for i in items if i.attempt.is_practice and i.version.question_id in held])
    entering = [item for item in items if _enters(item, judged, held, known)]
    questions = {item.version.question_id for item in entering}
    topics, estimates = _topics(questions), _estimates(questions)
    chance = _chances()
    return [
        Entry(
            question=item.version.question_id,
            topics=tuple(topics[item.version.question_id]),
            article=item.version.question.article_id,
            attempt_key=item.attempt.public_id,
            at=item.first_at or item.attempt.submitted_at or item.attempt.started_at,
            fraction=item.first_fraction if item.first_revision else None,
            is_first=item.is_first,
            rating=_rating(item, judged.get(item.pk)),
            chance=chance(item.version, item.attempt.behavior),
            difficulty=difficulty_of(
                item.version.difficulty, estimates.get(item.version.question_id)
            ),
            seconds=item.seconds,
            is_scheduled=not is_marked_by_people(item.version.kind),
        )
        for item in entering
    ]


def lacking(items: Sequence[AttemptItem]) -> frozenset[int]:
    """Return the attempts with answers whose first one was never looked for: older than that."""
    return frozenset(
        item.attempt_id
        for item in items
        if item.state == AttemptItem.State.ANSWERED
        and not item.first_revision
        and (item.is_finished or not item.attempt.is_open)
    )


def put_off(items: Sequence[AttemptItem], entries: Sequence[Entry]) -> frozenset[int]:
    """Return the ended sessions of practice with an answer that has not entered yet: held back."""
    entered = {(entry.question, entry.attempt_key) for entry in entries}
    return frozenset(
        item.attempt_id
        for item in items
        if item.attempt.is_practice
        and not item.attempt.is_open
        and item.first_revision
        and (item.version.question_id, item.attempt.public_id) not in entered
    )


def _enters(
    item: AttemptItem,
    judged: Mapping[int, int | None],
    held: Collection[int],
    known: Collection[tuple[int, object]],
) -> bool:
    if item.first_revision and item.first_fraction is None:
        return False
    if not item.attempt.is_practice:
        return True
    question = item.version.question_id
    if question in held and (question, item.attempt.public_id) not in known:
        return False
    # A session that was ended is taken as it stands: what was not judged was good, or not right.
    return bool(item.first_revision) and (
        not item.attempt.is_open or judged.get(item.pk) is not None
    )


def _rating(item: AttemptItem, judged: int | None) -> int | None:
    if not item.first_revision or is_marked_by_people(item.version.kind):
        return None
    return rating_of(item.first_fraction, judged)


def _chances() -> Callable[[QuestionVersion, str], float]:
    """Return what a blind guess earns at the first answer; each version is asked once.

    At the first of several tries that is what one guess earns, whatever the others can.
    """

    @cache
    def of(pk: int, behavior: str) -> float:
        return float(versions[pk].chance(behavior))

    versions: dict[int, QuestionVersion] = {}

    def chance(version: QuestionVersion, behavior: str) -> float:
        versions.setdefault(version.pk, version)
        return of(version.pk, "deferred" if behavior == Interactive.name else behavior)

    return chance


def _judgments(items: Sequence[AttemptItem]) -> Mapping[int, int | None]:
    """Return the newest judgment by item; None was taken back. At most one query."""
    if not items:
        return {}
    rows = Judgment.objects.filter(item__in=items).order_by("number")
    return dict(rows.values_list("item_id", "rating"))


def _known(items: Sequence[AttemptItem]) -> Collection[tuple[int, object]]:
    """Return which answers have entered before: question and attempt. At most one query."""
    if not items:
        return ()
    keys = {item.attempt.public_id for item in items}
    return set(
        ReviewLog.objects.filter(
            student=items[0].attempt.student_id,
            attempt_key__in=keys,
            question__in={item.version.question_id for item in items},
        ).values_list("question_id", "attempt_key")
    )


def _topics(questions: Collection[int]) -> Mapping[int, list[int]]:
    """Return the topics of questions, in the order of their keys. One query."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Question.topics.through.objects.filter(question__in=questions).order_by("topic_id")
    for question, topic in rows.values_list("question_id", "topic_id"):
        found[question].append(topic)
    return found


def _estimates(questions: Collection[int]) -> Mapping[int, float]:
    """Return the difficulties that answers tell, in logits, of questions with enough. One query."""
    rows = QuestionDifficulty.objects.filter(question__in=questions)
    return dict(rows.values_list("question_id", "logit"))
