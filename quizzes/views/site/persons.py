"""One person of the site, for administrators: what there is, taking it along, erasing it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizsite.acting import may_be_seen_as
from quizzes.forms.people import EraseForm, FindForm
from quizzes.models.accounts import User
from quizzes.queries.records.own_data import own_data
from quizzes.queries.records.people import people_found, person_of
from quizzes.queries.site import site_settings
from quizzes.requests import address_of, administering
from quizzes.responses import private
from quizzes.services import records
from quizzes.templatetags.words import words

ON_A_PAGE = 50


@require_safe
@private
def persons(request: HttpRequest) -> HttpResponse:
    """Show the accounts, or those that are looked for."""
    administering(request)
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    idle_days = site_settings().idle_accounts_kept_days
    found = people_found(
        words=asked.get("q", "").strip(),
        kind=asked.get("kind", ""),
        now=timezone.now(),
        idle_days=idle_days,
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "idle_days": idle_days}
    return render(request, "quizzes/site/persons.html", context)


@require_safe
@private
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one person."""
    viewer, user = administering(request), _of(public_id)
    context = {"person": person_of(user), "may_be_seen_as": may_be_seen_as(viewer, user)}
    return render(request, "quizzes/site/person.html", context)


@require_safe
@private
def person_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give all that is stored about one person, as that person gets it, as a file; on record."""
    user = _of(public_id)
    now = timezone.now()
    records.note_export(
        user=user, actor=administering(request), now=now, address=address_of(request)
    )
    return JsonResponse(
        own_data(user, now).as_json(),
        headers={"Content-Disposition": f'attachment; filename="{user.public_id}.json"'},
        json_dumps_params={"indent": 1, "ensure_ascii": False},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@private
def erase(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what erasing means; take a person out of their account."""
    actor, user = administering(request), _of(public_id)
    form = EraseForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            _erase(request, user, actor, form)
        except records.CannotLeave as error:
            form.add_error(None, words(error.message))
        else:
            messages.success(request, _("The account is erased."))
            return redirect("quizzes:person-list")
    context = {"person": person_of(user), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "quizzes/site/person_erase.html", context, status=status)


def _erase(request: HttpRequest, user: User, actor: User, form: EraseForm) -> None:
    records.erase_account(
        user=user,
        actor=actor,
        now=timezone.now(),
        address=address_of(request),
        reason=form.cleaned_data["reason"],
        lets_go=True,
        blanks_texts=form.cleaned_data["blanks_texts"],
    )


def _of(public_id: UUID) -> User:
    return get_object_or_404(User, public_id=public_id, erased_at=None)
