"""Routes of notices, choices, calendars, and of the words of mails."""

from django.urls import URLPattern, path

from quizzes.views.learner import notices
from quizzes.views.site import mails

urlpatterns: list[URLPattern] = [
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/choices/", notices.choices, name="notice-choices"),
    path("notices/off/<str:token>/", notices.off, name="notice-off"),
    path("notices/<uuid:public_id>/", notices.follow, name="notice-follow"),
    path("people/mails/", mails.mails, name="mail-templates"),
    path("people/mails/<slug:name>/", mails.mail, name="mail-template"),
    path("people/mails/<slug:name>/reset/", mails.reset, name="mail-template-reset"),
]
