"""Routes of watching an assignment, and what a teacher does meanwhile."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
