"""Acts on many questions at once: topics, retiring, putting back, and undoing these."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from quizzes.engine.words import Message, Refused, ngettext
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord, Change
from quizzes.models.bank import Question, Topic

# One transaction stays short enough for others to wait for; a moved question is a new version.
MOST_AT_ONCE, MOST_MOVED = 5_000, 500
RETIRE, PUT_BACK, TAG, UNDO = "bank.retire", "bank.put_back", "bank.tag", "bank.undo"
NOT_YOURS = Message(_("You may use it, but not change it. Copy it and change the copy."))

Slugs = frozenset[str]


@dataclass(frozen=True, slots=True)
class Left:
    """A question that an act has left as it was, and why."""

    pk: int
    reason: Message


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act on many questions came to; `at` names it for an undo."""

    changed: Sequence[int]
    left: Sequence[Left]
    at: datetime


class TooMany(Refused):
    """More questions than one act takes."""

    def __init__(self, most: int) -> None:
        words = ngettext(
            "That is done with %(count)s question at once at most. Narrow the list.",
            "That is done with %(count)s questions at once at most. Narrow the list.",
            most,
        )
        super().__init__(words)


class NothingToUndo(Refused):
    """The act is not one's own, or all of it has changed since."""

    def __init__(self) -> None:
        super().__init__(Message(_("There is nothing to undo: the questions have changed since.")))


def locked(
    questions: Collection[int], actor: User, most: int = MOST_AT_ONCE
) -> tuple[Sequence[Question], list[Left]]:
    """Return the questions that one may change, locked, and those that are left; raise TooMany."""
    if len(questions) > most:
        raise TooMany(most)
    mine = Question.objects.editable_by(actor).filter(pk__in=questions)
    held = list(mine.select_for_update(of=("self",)).order_by("pk"))
    known = {question.pk for question in held}
    return held, [Left(pk, NOT_YOURS) for pk in questions if pk not in known]


@transaction.atomic
def retire_many(*, questions: Collection[int], actor: User, now: datetime) -> Outcome:
    """Retire questions, which no quiz asks from now on; attempts and versions stay."""
    there = Message(_("It is retired already."))
    return _set_status(questions, Question.Status.RETIRED, there, RETIRE, actor, now)


@transaction.atomic
def put_back(*, questions: Collection[int], actor: User, now: datetime) -> Outcome:
    """Put retired questions back: quizzes may ask them again."""
    there = Message(_("It is not retired."))
    return _set_status(questions, Question.Status.READY, there, PUT_BACK, actor, now)


def _set_status(
    questions: Collection[int],
    status: Question.Status,
    there: Message,
    action: str,
    actor: User,
    now: datetime,
) -> Outcome:
    held, left = locked(questions, actor)
    is_back = status == Question.Status.READY
    changing = [each for each in held if (each.status == Question.Status.RETIRED) == is_back]
    known = {each.pk for each in changing}
    left += [Left(each.pk, there) for each in held if each.pk not in known]
    _write_status(changing, dict.fromkeys(known, status), action, actor, now)
    return Outcome([each.pk for each in changing], left, now)


def _write_status(
    questions: Sequence[Question],
    statuses: Mapping[int, str],
    action: str,
    actor: User,
    now: datetime,
) -> None:
    changes = [
        Change(each, {"status": str(each.status)}, {"status": str(statuses[each.pk])})
        for each in questions
    ]
    for status in set(statuses.values()):
        chosen = [each.pk for each in questions if statuses[each.pk] == status]
        Question.objects.filter(pk__in=chosen).update(status=status)
    AuditRecord.objects.record_each(changes, action=action, actor=actor, now=now)


@transaction.atomic
def tag(
    *,
    questions: Collection[int],
    add: Sequence[Topic],
    remove: Sequence[Topic],
    actor: User,
    now: datetime,
    new_topic: str = "",
) -> Outcome:
    """Give questions topics and take topics away; `new_topic` is made, as a word of one's own."""
    held, left = locked(questions, actor)
    own = [_topic_named(new_topic, actor)] if new_topic.strip() and held else []
    given = {topic.slug for topic in (*add, *own)}
    taken = {topic.slug for topic in remove}
    before = _slugs(held)
    after = {pk: frozenset((slugs - taken) | given) for pk, slugs in before.items()}
    there = Message(_("Its topics are so already."))
    left += [Left(pk, there) for pk in before if after[pk] == before[pk]]
    changed = [each for each in held if after[each.pk] != before[each.pk]]
    _write_topics(changed, before, after, TAG, actor, now)
    return Outcome([each.pk for each in changed], left, now)


def _topic_named(name: str, owner: User) -> Topic:
    """Return a topic of that name: the library's, the owner's own, or a new one of the owner's."""
    name = " ".join(name.split())
    # Two tabs at once would make two: the second one waits.
    User.objects.select_for_update(no_key=True).only("pk").get(pk=owner.pk)
    for whose in (None, owner):
        if (found := Topic.objects.filter(owner=whose, name__iexact=name).first()) is not None:
            return found
    slug = f"{slugify(name)[:30] or 'topic'}-{owner.pk}"
    taken = Topic.objects.filter(slug__startswith=slug).count()
    return Topic.objects.create(slug=f"{slug}-{taken + 1}", name=name, owner=owner)


def _slugs(questions: Iterable[Question]) -> Mapping[int, Slugs]:
    found: dict[int, set[str]] = {question.pk: set() for question in questions}
    rows = Question.topics.through.objects.filter(question__in=list(found))
    for pk, slug in rows.values_list("question", "topic__slug"):
        found[pk].add(slug)
    return {pk: frozenset(slugs) for pk, slugs in found.items()}


def _write_topics(
    questions: Sequence[Question],
    before: Mapping[int, Slugs],
    after: Mapping[int, Slugs],
    action: str,
    actor: User,
    now: datetime,
) -> None:
    rows = Question.topics.through
    slugs = {slug for each in questions for slug in before[each.pk] | after[each.pk]}
    keys = dict(Topic.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    for slug, key in keys.items():
        lost = [each.pk for each in questions if slug in before[each.pk] - after[each.pk]]
        rows.objects.filter(topic=key, question__in=lost).delete()
    rows.objects.bulk_create(
        [
            rows(question_id=each.pk, topic_id=keys[slug])
            for each in questions
            for slug in after[each.pk] - before[each.pk]
            if slug in keys
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    changes = [
        Change(each, {"topics": sorted(before[each.pk])}, {"topics": sorted(after[each.pk])})
        for each in questions
    ]
    AuditRecord.objects.record_each(changes, action=action, actor=actor, now=now)


@transaction.atomic
def undo(*, at: datetime, actor: User, now: datetime) -> Outcome:
    """Take back what an act of one's own at a moment did to topics or states.

    What somebody has changed since stays as it is now; raises NothingToUndo if that is all.
    """
    acts = AuditRecord.objects.filter(actor=actor, at=at, action__in=(RETIRE, PUT_BACK, TAG))
    did = {record.subject_id: record for record in acts}
    pks = Question.objects.filter(public_id__in=did).values_list("pk", flat=True)
    held, left = locked(list(pks), actor)
    records = {each.pk: did[each.public_id] for each in held}
    stated = [each for each in held if "status" in records[each.pk].after]
    tagged = [each for each in held if "topics" in records[each.pk].after]
    changed = [
        *_undo_status(stated, records, actor, now),
        *_undo_topics(tagged, records, actor, now),
    ]
    if not changed:
        raise NothingToUndo
    return Outcome(changed, left, now)


def _undo_status(
    questions: Sequence[Question], did: Mapping[int, Any], actor: User, now: datetime
) -> Sequence[int]:
    same = [each for each in questions if each.status == did[each.pk].after["status"]]
    statuses = {each.pk: did[each.pk].before["status"] for each in same}
    _write_status(same, statuses, UNDO, actor, now)
    return list(statuses)


def _undo_topics(
    questions: Sequence[Question], did: Mapping[int, Any], actor: User, now: datetime
) -> Sequence[int]:
    current = _slugs(questions)
    earlier = {}
    for pk, slugs in current.items():
        before, after = (frozenset(side["topics"]) for side in (did[pk].before, did[pk].after))
        earlier[pk] = frozenset((slugs - (after - before)) | (before - after))
    changed = [each for each in questions if earlier[each.pk] != current[each.pk]]
    _write_topics(changed, current, earlier, UNDO, actor, now)
    return [each.pk for each in changed]
