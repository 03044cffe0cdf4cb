"""The list of a class as a file."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from quizzes.engine.sheets import Sheet, csv_bytes, xlsx_bytes
from quizzes.queries.classrooms.slips import exported
from quizzes.responses import private
from quizzes.views.teacher.roster.fetching import taught

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@private
def export(request: HttpRequest, public_id: UUID, suffix: str) -> HttpResponse:
    """Send the list as CSV or XLSX; uploaded again, it changes nothing."""
    classroom = taught(request, public_id)
    if suffix not in TYPES:
        raise Http404
    rows = exported(classroom)
    is_csv = suffix == "csv"
    content = csv_bytes(rows) if is_csv else xlsx_bytes([Sheet(classroom.name, rows, 1)])
    response = HttpResponse(content, content_type=TYPES[suffix])
    name = slugify(classroom.name) or "class"
    response["Content-Disposition"] = f'attachment; filename="{name}-students.{suffix}"'
    return response
