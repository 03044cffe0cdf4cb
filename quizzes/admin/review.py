"""Reports of students about questions, in the administration."""

from django.contrib import admin

from quizzes.admin.base import ReadOnlyAdmin
from quizzes.models.review import QuestionReport


@admin.register(QuestionReport)
class QuestionReportAdmin(ReadOnlyAdmin):
    """What students say is wrong with a question, tied to the version they were shown."""

    list_display = ("at", "reporter", "reason", "question", "text", "answered_at")
    list_filter = ("reason", ("answered_at", admin.EmptyFieldListFilter))
    list_select_related = ("reporter", "item__version")
    search_fields = ("text", "reporter__username", "reporter__name", "item__version__stem")
    ordering = ("-at",)

    @admin.display(ordering="item__version__stem")
    def question(self, report: QuestionReport) -> str:
        """Return the stem that was shown."""
        return report.item.version.stem
