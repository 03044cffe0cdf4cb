"""Routes of what administrators do and look up."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
