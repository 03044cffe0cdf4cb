"""Routes of giving quizzes to classes, and what one student gets beyond that."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
