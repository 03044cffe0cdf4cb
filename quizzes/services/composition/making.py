"""Making a quiz, copying one, putting it away, deleting what was never used."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import Article
from quizzes.models.assignments import Assignment
from quizzes.models.audit import AuditRecord
from quizzes.models.composition import PooledQuestion, Quiz, QuizItem, Section
from quizzes.services.composition.changing import CannotCompose
from quizzes.services.composition.settings import SETTINGS

# What a copy takes over; it is its owner's, closed, and nobody else's share.
COPIED = tuple(name for name in SETTINGS if name not in ("title", "is_open"))


@transaction.atomic
def create_quiz(
    *, owner: User, title: str, article: Article | None, language: str, now: datetime
) -> Quiz:
    """Return a new quiz with one empty section."""
    quiz: Quiz = Quiz.objects.create(
        owner=owner, title=title, article=article, language=language, changed_at=now
    )
    Section.objects.create(quiz=quiz, order=1)
    AuditRecord.objects.record(
        action="composition.create_quiz",
        subject=quiz,
        actor=owner,
        now=now,
        after={"title": title, "article": article and str(article.public_id)},
    )
    return quiz


@transaction.atomic
def copy_quiz(*, quiz: Quiz, owner: User, now: datetime, address: str = "") -> Quiz:
    """Return a copy of a quiz as the owner's own: sections, places, pools and settings.

    The questions are the same ones, in the versions that new attempts get.
    """
    room = Quiz._meta.get_field("title").max_length or 0
    ending = gettext(" (copy)")
    copy: Quiz = Quiz.objects.create(
        owner=owner,
        title=quiz.title[: room - len(ending)] + ending,
        changed_at=now,
        **{name: getattr(quiz, name) for name in COPIED},
    )
    sections = {
        section.pk: Section.objects.create(
            quiz=copy,
            order=section.order,
            title=section.title,
            instructions=section.instructions,
        )
        for section in quiz.sections.order_by("order")
    }
    _copy_items(sections)
    AuditRecord.objects.record(
        action="composition.copy_quiz",
        subject=copy,
        actor=owner,
        now=now,
        after={"copied_from": str(quiz.public_id), "title": copy.title},
        address=address,
    )
    return copy


def _copy_items(sections: dict[int, Section]) -> None:
    """Copy the places of sections, by their keys, into others."""
    originals = list(QuizItem.objects.filter(section__in=sections).order_by("section", "order"))
    copies = QuizItem.objects.bulk_create(
        QuizItem(
            section=sections[item.section_id],
            order=item.order,
            question_id=item.question_id,
            draw_count=item.draw_count,
            points=item.points,
        )
        for item in originals
    )
    copy_of = {item.pk: copy for item, copy in zip(originals, copies, strict=True)}
    pooled = PooledQuestion.objects.filter(item__in=copy_of).order_by("pk")
    PooledQuestion.objects.bulk_create(
        PooledQuestion(item=copy_of[each.item_id], question_id=each.question_id) for each in pooled
    )


@transaction.atomic
def archive(*, quiz: Quiz, actor: User, now: datetime) -> Quiz:
    """Return a quiz that is put away: in no list and no choice; what was given goes on."""
    return _set_archived(quiz, actor, now, is_archived=True)


@transaction.atomic
def unarchive(*, quiz: Quiz, actor: User, now: datetime) -> Quiz:
    """Return a quiz that was put away to the lists."""
    return _set_archived(quiz, actor, now, is_archived=False)


def _set_archived(quiz: Quiz, actor: User, now: datetime, *, is_archived: bool) -> Quiz:
    held = Quiz.objects.select_for_update().get(pk=quiz.pk)
    before, held.is_archived = held.is_archived, is_archived
    held.save(update_fields=["is_archived"])
    AuditRecord.objects.record(
        action="composition.archive" if is_archived else "composition.unarchive",
        subject=held,
        actor=actor,
        now=now,
        before={"is_archived": before},
        after={"is_archived": is_archived},
    )
    return held


@transaction.atomic
def delete_quiz(*, quiz: Quiz, actor: User, now: datetime) -> None:
    """Delete a quiz that was never given, taken or previewed; raise CannotCompose for any other.

    `attempts.delete_quiz` throws its previews away first.
    """
    held = Quiz.objects.select_for_update().get(pk=quiz.pk)
    if Assignment.objects.filter(quiz=held).exists() or held.attempts.exists():
        raise CannotCompose(
            Message(
                _("This quiz has been given or taken, and its results stay. Archive it instead.")
            )
        )
    if held.previews.exists():
        raise CannotCompose(
            Message(
                _(
                    "Somebody who tried this quiz has reported a question in it, and the report"
                    " stays. Archive the quiz instead."
                )
            )
        )
    AuditRecord.objects.record(
        action="composition.delete_quiz",
        subject=held,
        actor=actor,
        now=now,
        before={"title": held.title},
    )
    held.delete()
