"""Addresses of the site: ours, allauth's under /account/, the admin's."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("quizzes.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/second-step/", include("allauth.mfa.urls")),
    path("account/devices/", include("allauth.usersessions.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "quizzes.views.errors.bad_request"
handler403 = "quizzes.views.errors.forbidden"
handler404 = "quizzes.views.errors.not_found"
handler500 = "quizzes.views.errors.server_error"
