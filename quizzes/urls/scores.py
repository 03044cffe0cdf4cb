"""Routes of the class book, its exports, a student's scores."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
