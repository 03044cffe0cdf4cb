"""The administration as a site: its groups by area, and the one log-in that all pages share."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from quizzes.queries.records.health import counts, health
from quizzes.queries.site import open_request_count

# In the order of the house: to the right stands what builds on the left.
AREAS: dict[str, str | Promise] = {
    "accounts": _("People"),
    "classrooms": _("Classes"),
    "articles": _("Articles"),
    "bank": _("Question bank"),
    "composition": _("Quizzes"),
    "assignments": _("Assignments"),
    "attempts": _("Attempts"),
    "progress": _("Progress"),
    "grading": _("Marking"),
    "review": _("Reports"),
    "notices": _("Notices"),
    "audit": _("Record"),
    "jobs": _("Background work"),
    "site": _("This site"),
}


class QuizsiteAdmin(AdminSite):
    """The administration."""

    site_header = _("Quizsite administration")
    site_title = _("Quizsite administration")
    index_title = _("All tables")

    @method_decorator(secure_admin_login)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send strangers to the site's own log-in, whose limits hold here as well; 403 others."""
        return super().login(request, extra_context)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Say how the site is, and whether somebody waits to be a teacher; list the tables."""
        count = open_request_count()
        if count:
            said = ngettext(
                "%(count)s person asks to be a teacher.",
                "%(count)s people ask to be teachers.",
                count,
            )
            link = format_html(
                '{} <a href="{}">{}</a>',
                said % {"count": count},
                reverse("quizzes:people"),
                gettext("Answer"),
            )
            messages.info(request, link)
        now = timezone.now()
        told = {"counts": counts(now), "health": health(now), **(extra_context or {})}
        return super().index(request, told)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register tables; where one has a page of ours, that of its package is left out."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        new = [model for model in models if not self.is_registered(model)]
        super().register(new, admin_class, **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the groups of tables: ours by area, then those of the packages."""
        groups: list[Any] = []
        others = []
        for app in super().get_app_list(request, app_label):
            if app["app_label"] == "quizzes":
                groups = self._by_area(app)
            else:
                others.append(app)
        return groups + others

    def _by_area(self, app: dict[str, Any]) -> list[dict[str, Any]]:
        groups: dict[str, list[Any]] = {area: [] for area in AREAS}
        for line in app["models"]:
            # The admin of a table stands in the module of its area.
            groups[type(self._registry[line["model"]]).__module__.rpartition(".")[2]].append(line)
        return [
            {**app, "name": AREAS[area], "models": lines} for area, lines in groups.items() if lines
        ]
