"""Routes of the progress of a class."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
