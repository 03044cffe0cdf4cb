"""Routes of the progress of a class."""

from django.urls import URLPattern, path

from quizzes.views.teacher.class_progress import pages

urlpatterns: list[URLPattern] = [
    path("classes/<uuid:public_id>/progress/", pages.progress, name="class-progress"),
    path("classes/<uuid:public_id>/progress.csv", pages.file, name="class-progress-file"),
    path(
        "classes/<uuid:public_id>/progress/topics/<slug:slug>/",
        pages.topic,
        name="class-progress-topic",
    ),
    path(
        "classes/<uuid:public_id>/progress/articles/<uuid:article_id>/",
        pages.article,
        name="class-progress-article",
    ),
]
