"""Marking in the administration: decisions about marks, and what students ask, to look at only."""

from django.contrib import admin

from quizzes.admin.base import ReadOnlyAdmin, ReadOnlyInline
from quizzes.models.grading import (
    ActedItem,
    GradingAct,
    MarkingClaim,
    MarkingDraft,
    Phrase,
    SecondLook,
)

STUDENT = ("item__attempt__student__username", "item__attempt__student__name")
ITEM = ("item__attempt",)


class ActedItemInline(ReadOnlyInline):
    """What an act did to each answer: the mark before and the one it gave."""

    model = ActedItem
    fields = ("item", "before", "mark")
    raw_id_fields = ("item", "before", "mark")
    show_change_link = False


@admin.register(GradingAct)
class GradingActAdmin(ReadOnlyAdmin):
    """Regrades, given points, dropped questions, overrides: each with what it did."""

    list_display = ("at", "kind", "by", "question", "assignment", "choice", "undone_at")
    list_filter = ("kind", ("undone_at", admin.EmptyFieldListFilter))
    list_select_related = ("by", "question", "assignment__quiz", "assignment__classroom")
    search_fields = ("by__username", "by__name", "reason", "public_id")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")


@admin.register(ActedItem)
class ActedItemAdmin(ReadOnlyAdmin):
    """Answers that acts were about."""

    list_display = ("act", "item", "before", "mark")
    list_select_related = ("act", "item", "before", "mark")
    search_fields = STUDENT
    ordering = ("-pk",)


@admin.register(MarkingClaim)
class MarkingClaimAdmin(ReadOnlyAdmin):
    """Which answer is in whose hands."""

    list_display = ("item", "marker", "claimed_at")
    list_select_related = (*ITEM, "marker")
    search_fields = ("marker__username", "marker__name")
    ordering = ("-claimed_at",)


@admin.register(MarkingDraft)
class MarkingDraftAdmin(ReadOnlyAdmin):
    """Marks that are not given yet, without what they say: that is their marker's own."""

    list_display = ("item", "marker", "saved_at")
    list_select_related = (*ITEM, "marker")
    fields = ("item", "marker", "saved_at")
    search_fields = ("marker__username", "marker__name")
    ordering = ("-saved_at",)


@admin.register(Phrase)
class PhraseAdmin(ReadOnlyAdmin):
    """Comments that are used again."""

    list_display = ("text", "owner", "question", "used_count")
    list_select_related = ("owner", "question")
    search_fields = ("text", "owner__username")
    ordering = ("owner__username", "text")


@admin.register(SecondLook)
class SecondLookAdmin(ReadOnlyAdmin):
    """Wishes for a second look, and the answers."""

    list_display = ("asked_at", "asked_by", "item", "addressee", "answered_by", "answered_at")
    list_filter = (("answered_at", admin.EmptyFieldListFilter),)
    list_select_related = ("asked_by", *ITEM, "addressee", "answered_by")
    search_fields = ("asked_by__username", "asked_by__name", "text")
    ordering = ("-asked_at", "-pk")
