"""What a view reads off a request: who asks, and from where."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from quizzes.models.accounts import User

# What the record of acts has room for; an IPv6 address with a port is shorter.
LONGEST_ADDRESS = 64


def signed_in(request: HttpRequest) -> User:
    """Return the person who asks; LoginRequiredMiddleware has let nobody else through."""
    if not isinstance(request.user, User):
        raise TypeError("a view without login_not_required was reached without a login")
    return request.user


def teaching(request: HttpRequest) -> User:
    """Return the teacher who asks; raise PermissionDenied for anybody else."""
    user = signed_in(request)
    if not user.is_teacher:
        raise PermissionDenied
    return user


def administering(request: HttpRequest) -> User:
    """Return the administrator who asks, who may say who teaches; else raise PermissionDenied."""
    user = signed_in(request)
    if not user.is_staff or not user.has_perm("quizzes.change_user"):
        raise PermissionDenied
    return user


def address_of(request: HttpRequest) -> str:
    """Return the address that the request came from, for the record of an act.

    Each trusted proxy adds the address that asked it at the end of X-Forwarded-For; what stands
    before those is what the client claims.
    """
    count: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if count and len(told) >= count:
        return told[-count].strip()[:LONGEST_ADDRESS]
    return str(request.META.get("REMOTE_ADDR", ""))


def asks_for_a_part(request: HttpRequest) -> bool:
    """Return whether htmx asks, which puts a part into the page that is open."""
    return bool(getattr(request, "htmx", False))


def safe_next(request: HttpRequest, url: str, otherwise: str) -> str:
    """Return an address of this site that a form named, `otherwise` for all else."""
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(url, hosts, require_https=request.is_secure())
    return url if is_ours else otherwise


def came_from(request: HttpRequest, otherwise: str) -> str:
    """Return the page of this site from which a form was opened, as path and query.

    The form carries it along as `next`. A page below `otherwise` is a step on the way: from there,
    and from everywhere else, it is `otherwise`.
    """
    if told := request.POST.get("next") or request.GET.get("next"):
        return safe_next(request, told, otherwise)
    referrer = urlsplit(str(request.META.get("HTTP_REFERER", "")))
    is_step = referrer.path.startswith(otherwise) and referrer.path != otherwise
    if referrer.netloc != request.get_host() or is_step:
        return otherwise
    back = f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path
    # A path that begins with two slashes names another site.
    return safe_next(request, back, otherwise)
