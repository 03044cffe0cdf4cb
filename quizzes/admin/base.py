"""What the tables' pages share: what is only shown, and what is changed goes on record."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from quizzes.models.audit import AuditRecord, Subject
from quizzes.requests import address_of, signed_in

if TYPE_CHECKING:
    # Generic for the type checker only: Django's classes take no brackets at run time.
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    Options = admin.options.BaseModelAdmin[Any]
else:
    ModelAdmin, TabularInline, Options = admin.ModelAdmin, admin.TabularInline, object


class ReadOnly(Options):
    """Rows that nobody changes by hand: they are appended, or their rules live in services."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class Kept(Options):
    """Rows that are never deleted: others point at them."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class ReadOnlyAdmin(ReadOnly, ModelAdmin):
    """A table that is only shown."""

    show_full_result_count = False


class ReadOnlyInline(ReadOnly, TabularInline):
    """Rows of a table that are only shown, under the row they belong to."""

    extra = 0
    can_delete = False
    show_change_link = True


class PresentInline(TabularInline):
    """Rows that are there already: what they point at stays, and is looked up for all at once."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: new rows have an inline of their own, whose fields ask for what they point at."""
        return False


class NewInline(TabularInline):
    """Rows to add to those that are there."""

    extra = 1
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return none of those that are there."""
        return super().get_queryset(request).none()


class RecordedAdmin(ModelAdmin):
    """A table that may be changed here; what was changed goes on record beside Django's own log.

    Adding and changing run in one transaction with the record.
    """

    def subject_of(self, obj: Any) -> Subject:
        """Return the row that the record is about."""
        subject: Subject = obj
        return subject

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Note an addition."""
        self._record(request, "admin.add", obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Note a change."""
        self._record(request, "admin.change", obj, message)
        return super().log_change(request, obj, message)

    def _record(self, request: HttpRequest, action: str, obj: Model, message: Any) -> None:
        AuditRecord.objects.record(
            action=action,
            subject=self.subject_of(obj),
            actor=signed_in(request),
            now=timezone.now(),
            after={"table": obj._meta.model_name, "changes": message},
            address=address_of(request),
        )
