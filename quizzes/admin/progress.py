"""Progress in the administration: made of answers, to look at only."""

from django.contrib import admin

from quizzes.admin.base import ReadOnlyAdmin
from quizzes.models.progress import (
    Mastery,
    PracticeSettings,
    QuestionDifficulty,
    ReviewCard,
    ReviewLog,
)

OF_STUDENT = ("student__username", "student__name")


@admin.register(Mastery)
class MasteryAdmin(ReadOnlyAdmin):
    """What is believed of students' abilities."""

    list_display = ("student", "key", "mean", "low", "high", "answer_count", "as_of")
    list_select_related = ("student",)
    search_fields = (*OF_STUDENT, "key")
    ordering = ("student__username", "key")


@admin.register(ReviewCard)
class ReviewCardAdmin(ReadOnlyAdmin):
    """When questions come back to students."""

    list_display = ("student", "question", "due_at", "stability", "review_count", "lapse_count")
    list_select_related = ("student", "question")
    search_fields = (*OF_STUDENT, "question__public_id")
    ordering = ("student__username", "due_at", "pk")


@admin.register(ReviewLog)
class ReviewLogAdmin(ReadOnlyAdmin):
    """Answers that progress has taken in."""

    list_display = ("at", "student", "question", "fraction", "rating", "is_first")
    list_filter = ("is_first", "rating")
    list_select_related = ("student", "question")
    search_fields = (*OF_STUDENT, "question__public_id", "attempt_key")
    ordering = ("-at", "-pk")


@admin.register(PracticeSettings)
class PracticeSettingsAdmin(ReadOnlyAdmin):
    """How much students practise a day, where they have chosen."""

    list_display = ("student", "daily_limit", "retention")
    list_select_related = ("student",)
    search_fields = OF_STUDENT
    ordering = ("student__username",)


@admin.register(QuestionDifficulty)
class QuestionDifficultyAdmin(ReadOnlyAdmin):
    """How difficult questions are by their answers."""

    list_display = ("question", "logit", "standard_error", "answer_count", "estimated_at")
    list_select_related = ("question",)
    search_fields = ("question__public_id",)
    ordering = ("-logit", "pk")
