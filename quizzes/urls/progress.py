"""Routes of a student's own progress."""

from django.urls import path

from quizzes.views.learner.progress import explaining, pages

urlpatterns = [
    path("progress/", pages.progress, name="progress"),
    path("progress/answers/", explaining.answers, name="progress-answers"),
    path("progress/topics/<slug:slug>/", pages.topic, name="progress-topic"),
    path("progress/articles/<uuid:public_id>/", pages.article, name="progress-article"),
]
