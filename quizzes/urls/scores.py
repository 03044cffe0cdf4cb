"""Routes of the class book, its exports, a student's scores."""

from django.urls import URLPattern, path

from quizzes.views.learner import scores
from quizzes.views.teacher.scores import adding_up, book, changes, exports, releasing, report

urlpatterns: list[URLPattern] = [
    path("scores/", book.classes, name="scores"),
    path("classes/<uuid:public_id>/scores/", book.scores, name="class-scores"),
    path(
        "classes/<uuid:public_id>/scores/of/<uuid:student_id>/",
        report.student,
        name="class-scores-student",
    ),
    path(
        "classes/<uuid:public_id>/scores/of/<uuid:student_id>/report.pdf",
        report.student_file,
        name="class-scores-student-file",
    ),
    path(
        "classes/<uuid:public_id>/scores/adding-up/",
        adding_up.adding_up,
        name="class-scores-adding-up",
    ),
    path(
        "classes/<uuid:public_id>/scores/adding-up/counting/",
        adding_up.counting,
        name="class-scores-counting",
    ),
    path("classes/<uuid:public_id>/scores/file/", exports.export, name="class-scores-file"),
    path("classes/<uuid:public_id>/scores/changes/", changes.changes, name="class-scores-changes"),
    path("classes/<uuid:public_id>/scores/release/", releasing.page, name="class-scores-release"),
    path("assignments/<uuid:public_id>/hold/", releasing.hold, name="assignment-hold"),
    path("classes/<uuid:public_id>/my-scores/", scores.own, name="class-own-scores"),
]
