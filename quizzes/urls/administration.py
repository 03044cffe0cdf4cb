"""Routes of what administrators do and look up."""

from django.urls import URLPattern, path

from quizzes.views.site import log

urlpatterns: list[URLPattern] = [
    path("people/acts/", log.log, name="audit-log"),
    path("people/acts/file/", log.log_file, name="audit-log-file"),
    path("classes/<uuid:public_id>/history/", log.class_log, name="class-log"),
    path("classes/<uuid:public_id>/history/file/", log.class_log_file, name="class-log-file"),
]
