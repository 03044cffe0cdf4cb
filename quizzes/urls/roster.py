"""Routes of class lists, slips and passwords."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
