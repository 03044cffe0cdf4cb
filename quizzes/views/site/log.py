"""The record of acts: all of it for administrators, that of a class for its teachers."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quizzes.engine.sheets import csv_bytes
from quizzes.forms.log import LogForm
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom
from quizzes.queries.records.log import (
    Act,
    actions_of,
    all_acts,
    everything,
    log_page,
    of_class,
)
from quizzes.requests import administering, signed_in
from quizzes.responses import private
from quizzes.templatetags.acts import act_in_words

BYTE_ORDER_MARK = "\ufeff".encode()
# A key larger than any: the databases count to there.
LARGEST = 2**63 - 1


@require_safe
@private
def log(request: HttpRequest) -> HttpResponse:
    """Show all acts, or those that are looked for."""
    administering(request)
    return _page(request, everything(), "quizzes/site/audit_log.html", {})


@require_safe
@private
def log_file(request: HttpRequest) -> HttpResponseBase:
    """Give the same as a file."""
    administering(request)
    return _file(request, everything())


@require_safe
@private
def class_log(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the acts about a class, its assignments and attempts."""
    classroom = _taught(request, public_id)
    context = {"classroom": classroom}
    return _page(request, of_class(classroom), "quizzes/teacher/classes/class_log.html", context)


@require_safe
@private
def class_log_file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Give the same as a file."""
    return _file(request, of_class(_taught(request, public_id)))


def _taught(request: HttpRequest, public_id: UUID) -> Classroom:
    return get_object_or_404(Classroom.objects.taught_by(signed_in(request)), public_id=public_id)


def _page(
    request: HttpRequest, records: QuerySet[AuditRecord], template: str, context: dict[str, Any]
) -> HttpResponse:
    form = LogForm(request.GET, actions=actions_of(records))
    query = request.GET.copy()
    query.pop("below", None)
    context |= {
        "form": form,
        "page": log_page(records, form.asked, _key(request.GET.get("below", ""))),
        "query": query.urlencode(),
        "is_first": "below" not in request.GET,
    }
    return render(request, template, context, status=200 if form.is_valid() else 422)


def _key(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 20 and int(text) <= LARGEST else None


def _file(request: HttpRequest, records: QuerySet[AuditRecord]) -> StreamingHttpResponse:
    asked = LogForm(request.GET, actions=actions_of(records)).asked
    return StreamingHttpResponse(
        _rows(all_acts(records, asked)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="acts.csv"'},
    )


def _rows(acts: Iterator[Act]) -> Iterator[bytes]:
    """Yield the file row by row: a log of years does not have to fit into memory."""
    head = (_("When (UTC)"), _("Who"), _("Act"), _("In words"), _("Kind"), _("Id"), _("Name"))
    yield csv_bytes([(*head, _("Changed"), _("Reason"), _("Address"))])
    for act in acts:
        changed = "; ".join(f"{c.name}: {c.before} → {c.after}" for c in act.changes)
        who = act.actor.username if act.actor else ""
        row = (act.at, who, act.action, act_in_words(act.action), act.subject_kind)
        about = (str(act.subject_id), act.about, changed, act.reason, act.address)
        yield csv_bytes([(*row, *about)]).removeprefix(BYTE_ORDER_MARK)
