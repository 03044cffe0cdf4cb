"""Routes of changing marks afterwards, second looks, reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
