"""Routes of giving quizzes to classes, and what one student gets beyond that."""

from django.urls import URLPattern, path

from quizzes.views.calendars import pages
from quizzes.views.teacher.assignments import accommodating, changing, giving, listing

urlpatterns: list[URLPattern] = [
    path("quizzes/<uuid:public_id>/give/", giving.give, name="quiz-give"),
    path("classes/<uuid:public_id>/assignments/", listing.given, name="class-assignments"),
    path("classes/<uuid:public_id>/give/", listing.pick, name="class-give"),
    path("assignments/<uuid:public_id>/settings/", changing.settings, name="assignment-settings"),
    path("assignments/<uuid:public_id>/delete/", changing.delete, name="assignment-delete"),
    path(
        "assignments/<uuid:public_id>/accommodate/<uuid:student>/",
        accommodating.for_assignment,
        name="assignment-accommodate",
    ),
    path(
        "classes/<uuid:public_id>/accommodations/",
        accommodating.accommodations,
        name="class-accommodations",
    ),
    path(
        "classes/<uuid:public_id>/students/<uuid:student>/accommodation/",
        accommodating.of_student,
        name="class-student-accommodation",
    ),
    path(
        "classes/<uuid:public_id>/accommodations/<int:key>/remove/",
        accommodating.remove,
        name="class-accommodation-remove",
    ),
    path(
        "classes/<uuid:public_id>/accommodations/<int:key>/restore/",
        accommodating.restore,
        name="class-accommodation-restore",
    ),
    path("calendar/", pages.calendar, name="calendar"),
    path("calendar/feed/make/", pages.make_feed, name="calendar-feed-make"),
    path("calendar/feed/remove/", pages.remove_feed, name="calendar-feed-remove"),
    path("calendar/<str:token>.ics", pages.feed, name="calendar-feed"),
]
