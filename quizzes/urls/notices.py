"""Routes of notices, choices, calendars."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
