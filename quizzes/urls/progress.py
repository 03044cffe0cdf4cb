"""Routes of a student's own progress."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
