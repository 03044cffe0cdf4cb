"""Quizzes as teachers make them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.composition import PooledQuestion, Quiz, QuizItem, Section

LONGEST_TITLE = Quiz._meta.get_field("title").max_length or 0
# What a copy does not take along: whose it is, which one, who may take it, how often it changed.
NEW_IN_A_COPY = ("id", "public_id", "owner", "title", "is_open", "revision", "changed_at")


@transaction.atomic
def copy_quiz(*, quiz: Quiz, owner: User, now: datetime, address: str = "") -> Quiz:
    """Return a copy of a quiz with its sections, places, draws and settings, not yet open.

    Its questions are the same ones, and stay whose they are.
    """
    kept = {
        field.attname: getattr(quiz, field.attname)
        for field in Quiz._meta.concrete_fields
        if field.name not in (*NEW_IN_A_COPY, "is_archived")
    }
    suffix = _(" (copy)")
    title = quiz.title[: LONGEST_TITLE - len(suffix)] + suffix
    copy: Quiz = Quiz.objects.create(**kept, owner=owner, title=title, changed_at=now)
    _copy_places(quiz, copy)
    AuditRecord.objects.record(
        action="composition.copy_quiz",
        subject=copy,
        actor=owner,
        now=now,
        after={"title": title, "copied_from": str(quiz.public_id)},
        address=address,
    )
    return copy


def _copy_places(quiz: Quiz, copy: Quiz) -> None:
    sections = {
        each.order: each
        for each in Section.objects.bulk_create(
            Section(quiz=copy, order=each.order, title=each.title, instructions=each.instructions)
            for each in quiz.sections.order_by("order")
        )
    }
    places = QuizItem.objects.filter(section__quiz=quiz).select_related("section")
    old = list(places.order_by("section__order", "order"))
    new = QuizItem.objects.bulk_create(
        QuizItem(
            section=sections[each.section.order],
            order=each.order,
            question_id=each.question_id,
            draw_count=each.draw_count,
            points=each.points,
        )
        for each in old
    )
    copied = dict(zip((each.pk for each in old), new, strict=True))
    pools = PooledQuestion.objects.filter(item__in=old).order_by("pk")
    PooledQuestion.objects.bulk_create(
        PooledQuestion(item=copied[item], question_id=question)
        for item, question in pools.values_list("item_id", "question_id")
    )
