"""Taking answers in: logs, cards and masteries become what the answers say.

All of it is cache, made again from steps and marks at any time (`verify_records`), so that no
AuditRecord is written: the acts that change marks are on record.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from quizzes.engine.progress.beliefs import Lesson
from quizzes.engine.progress.entries import Entry
from quizzes.models.accounts import User
from quizzes.models.progress import RETENTION, PracticeSettings, ReviewLog
from quizzes.queries.progress.subjects import About, about_questions
from quizzes.services.progress.writing import Taught, write_cards, write_masteries

QUARTER_SECONDS = 900
# A log is known by its question and its attempt.
Key = tuple[int, UUID]
_TOLD = ("at", "quarter", "fraction", "is_first", "rating", "chance", "difficulty", "seconds")


@dataclass(frozen=True)
class _Change:
    """Logs of the questions concerned, before and after."""

    before: Mapping[Key, ReviewLog]
    after: Mapping[Key, ReviewLog]

    @property
    def removed(self) -> Sequence[ReviewLog]:
        return [log for key, log in self.before.items() if key not in self.after]

    @property
    def written(self) -> Sequence[ReviewLog]:
        """Those that are new, or say something else."""
        return [log for key, log in self.after.items() if not _says_same(self.before.get(key), log)]

    @property
    def unseated(self) -> Sequence[int]:
        """First answers that are that no more: two at a time would be refused."""
        return [
            log.pk
            for key, log in self.before.items()
            if log.is_first and key in self.after and not self.after[key].is_first
        ]

    @property
    def questions(self) -> set[int]:
        """Those with a change."""
        return {log.question_id for log in (*self.removed, *self.written)}


@transaction.atomic
def take_in(
    *, student: User, entries: Collection[Entry], withdrawn: Collection[UUID] = (), now: datetime
) -> None:
    """Make what is known of attempts equal to their entries; the withdrawn ones lose theirs.

    Entries of an attempt come all together, those of several attempts in any order. Twice the same
    changes nothing. Six statements in the usual case, however many entries there are: a lock, two
    reads, three writes. Answers carry their own moments: nothing depends on `now` today.
    """
    keys = {entry.attempt_key for entry in entries} | set(withdrawn)
    if not keys:
        return
    retention = _locked(student)
    change = _change(student, entries, keys)
    touched = change.questions
    if not touched:
        return
    _write_logs(change)
    about = _about(touched, entries)
    by_question = _by_question(change.after.values(), touched)
    write_cards(
        student=student,
        answers={question: by_question[question] for question in touched},
        is_scheduled={question for question, each in about.items() if each.is_scheduled},
        retention=retention,
    )
    write_masteries(student=student, taught=_taught(change, about))


def _locked(student: User) -> float:
    """Hold the student's row, so that two attempts are taken in one after the other.

    Returns the share that the student wants to remember.
    """
    chosen = PracticeSettings.objects.filter(student=OuterRef("pk")).values("retention")
    held = User.objects.select_for_update(no_key=True).filter(pk=student.pk)
    wanted = held.values_list(Coalesce(Subquery(chosen), RETENTION), flat=True).get()
    return float(wanted)


def _change(student: User, entries: Iterable[Entry], keys: Collection[UUID]) -> _Change:
    """Read the logs of all questions concerned, and think what they become."""
    own = ReviewLog.objects.filter(student=student)
    asked = {entry.question for entry in entries}
    of_attempts = own.filter(attempt_key__in=keys).values("question")
    stored = own.filter(Q(question__in=asked) | Q(question__in=of_attempts))
    before = {(log.question_id, log.attempt_key): log for log in stored}
    after = {key: log for key, log in before.items() if key[1] not in keys}
    new = {(entry.question, entry.attempt_key): _log(student, entry) for entry in entries}
    firsts = _firsts(new.values())
    for key, log in new.items():
        log.is_first = log.is_first and firsts[key[0]] is log
    for key, log in after.items():
        if log.is_first and key[0] in firsts:
            after[key] = _unseated(log)
    return _Change(before, after | new)


def _log(student: User, entry: Entry) -> ReviewLog:
    return ReviewLog(
        student=student,
        question_id=entry.question,
        attempt_key=entry.attempt_key,
        at=entry.at,
        quarter=int(entry.at.timestamp()) // QUARTER_SECONDS,
        fraction=entry.fraction,
        is_first=entry.is_first,
        rating=entry.rating,
        chance=entry.chance,
        difficulty=entry.difficulty,
        seconds=entry.seconds,
    )


def _firsts(logs: Iterable[ReviewLog]) -> Mapping[int, ReviewLog]:
    """Return the first answer to each question that has one: the earliest that is called so."""
    latest_first = sorted(logs, key=lambda log: (log.at, str(log.attempt_key)), reverse=True)
    return {log.question_id: log for log in latest_first if log.is_first}


def _unseated(log: ReviewLog) -> ReviewLog:
    told = {field: getattr(log, field) for field in _TOLD}
    return ReviewLog(
        student_id=log.student_id,
        question_id=log.question_id,
        attempt_key=log.attempt_key,
        **{**told, "is_first": False},
    )


def _says_same(before: ReviewLog | None, after: ReviewLog) -> bool:
    return before is after or (
        before is not None
        and all(getattr(before, field) == getattr(after, field) for field in _TOLD)
    )


def _write_logs(change: _Change) -> None:
    if change.removed:
        ReviewLog.objects.filter(pk__in=[log.pk for log in change.removed]).delete()
    if change.unseated:
        ReviewLog.objects.filter(pk__in=change.unseated).update(is_first=False)
    ReviewLog.objects.bulk_create(
        change.written,
        update_conflicts=True,
        unique_fields=["student", "question", "attempt_key"],
        update_fields=_TOLD,
    )


def _about(touched: Collection[int], entries: Iterable[Entry]) -> Mapping[int, About]:
    """Return what the questions are about; those without an entry are asked for."""
    told = {
        entry.question: About(entry.topics, entry.article, entry.is_scheduled)
        for entry in entries
        if entry.question in touched
    }
    untold = set(touched) - told.keys()
    return {**told, **about_questions(untold)} if untold else told


def _by_question(
    logs: Iterable[ReviewLog], touched: Collection[int]
) -> Mapping[int, Sequence[tuple[datetime, int | None]]]:
    """Return moments and ratings of each question's answers, in order."""
    found: dict[int, list[tuple[datetime, int | None]]] = defaultdict(list)
    for log in sorted(logs, key=lambda log: (log.at, str(log.attempt_key))):
        if log.question_id in touched:
            found[log.question_id].append((log.at, log.rating))
    return found


def _taught(change: _Change, about: Mapping[int, About]) -> Mapping[str, Taught]:
    """Return by key of mastery what it has to learn, and whether from its beginning."""
    old, new = (_lessons(logs.values()) for logs in (change.before, change.after))
    lessons: dict[str, list[Lesson]] = defaultdict(list)
    anew: set[str] = set()
    for question in old.keys() | new.keys():
        was, is_now = old.get(question), new.get(question)
        if was == is_now:
            continue
        for key in about[question].subjects:
            lessons[key] += [is_now] if is_now else []
            anew |= {key} if was else set()
    return {key: Taught(tuple(each), is_anew=key in anew) for key, each in lessons.items()}


def _lessons(logs: Iterable[ReviewLog]) -> Mapping[int, Lesson]:
    return {
        log.question_id: Lesson(
            log.at, log.question_id, float(log.fraction), log.difficulty, log.chance
        )
        for log in logs
        if log.is_first and log.fraction is not None
    }
