"""Images in questions: as what they are, and as nothing else."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from quizzes.models.bank import Media
from quizzes.requests import signed_in

# Whatever a browser takes it for: it runs nothing, loads nothing and belongs to no site.
HARMLESS = "default-src 'none'; sandbox; frame-ancestors 'none'"


@require_safe
def media(request: HttpRequest, public_id: UUID, suffix: str) -> HttpResponse:
    """Give an image to whoever has an account; under its address it never changes."""
    visible = Media.objects.visible_to(signed_in(request))
    found = get_object_or_404(visible, public_id=public_id, suffix=suffix)
    try:
        with default_storage.open(found.path) as file:
            answer = HttpResponse(file.read(), content_type=found.content_type)
    except FileNotFoundError as error:
        raise Http404 from error
    # It is compressed already.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    answer["Content-Disposition"] = "inline"
    answer["Content-Security-Policy"] = HARMLESS
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer
