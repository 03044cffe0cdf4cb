"""Routes of the class book, its exports, a student's scores."""

from django.urls import URLPattern, path

from quizzes.views.teacher.scores import book, report

urlpatterns: list[URLPattern] = [
    path("scores/", book.classes, name="scores"),
    path("classes/<uuid:public_id>/scores/", book.scores, name="class-scores"),
    path(
        "classes/<uuid:public_id>/scores/of/<uuid:student_id>/",
        report.student,
        name="class-scores-student",
    ),
]
