"""Routes of notices, choices, calendars."""

from django.urls import URLPattern, path

from quizzes.views.learner import notices

urlpatterns: list[URLPattern] = [
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/choices/", notices.choices, name="notice-choices"),
    path("notices/off/<str:token>/", notices.off, name="notice-off"),
    path("notices/<uuid:public_id>/", notices.follow, name="notice-follow"),
]
