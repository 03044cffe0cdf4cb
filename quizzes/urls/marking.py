"""Routes of marking by hand."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
