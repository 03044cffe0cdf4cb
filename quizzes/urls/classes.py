"""Routes of classes: making, joining, members."""

from django.urls import URLPattern, path

from quizzes.views.teacher.classes import listing

urlpatterns: list[URLPattern] = [
    path("classes/", listing.classes, name="classes"),
    path("classes/<uuid:public_id>/", listing.detail, name="class-detail"),
]
