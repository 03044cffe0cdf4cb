"""Routes of classes: making, joining, members, the first steps of a teacher."""

from django.urls import URLPattern, path

from quizzes.views.learner import joining as own
from quizzes.views.teacher.classes import (
    copying,
    first,
    joining,
    listing,
    settings,
    staff,
    students,
)

urlpatterns: list[URLPattern] = [
    path("classes/", listing.classes, name="classes"),
    path("classes/new/", listing.new, name="class-new"),
    path("classes/<uuid:public_id>/", students.detail, name="class-detail"),
    path("classes/<uuid:public_id>/students/change/", students.change, name="class-members"),
    path(
        "classes/<uuid:public_id>/students/<uuid:student_id>/",
        students.student,
        name="class-student",
    ),
    path("classes/<uuid:public_id>/joining/", joining.joining, name="class-joining"),
    path("classes/<uuid:public_id>/joining/poster/", joining.poster, name="class-poster"),
    path("classes/<uuid:public_id>/teachers/", staff.staff, name="class-staff"),
    path("classes/<uuid:public_id>/teachers/change/", staff.change, name="class-staff-change"),
    path("classes/<uuid:public_id>/settings/", settings.settings, name="class-settings"),
    path("classes/<uuid:public_id>/archive/", settings.archive, name="class-archive"),
    path("classes/<uuid:public_id>/unarchive/", settings.unarchive, name="class-unarchive"),
    path("classes/<uuid:public_id>/copy/", copying.copy, name="class-copy"),
    path("classes/<uuid:public_id>/invitation/", own.answer, name="join-answer"),
    path("join/", own.join, name="join"),
    path("join/<str:code>/", own.join_class, name="join-class"),
    path("teach/first/", first.first, name="teach-first"),
    path("teach/first/<uuid:public_id>/", first.first_class, name="teach-first-class"),
    path("teach/first/<uuid:public_id>/dates/", first.first_dates, name="teach-first-dates"),
]
