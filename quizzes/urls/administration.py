"""Routes of what administrators do and look up."""

from django.urls import URLPattern, path

from quizzes.views.site import log, persons, seeing_as

urlpatterns: list[URLPattern] = [
    path("people/all/", persons.persons, name="person-list"),
    path("people/all/<uuid:public_id>/", persons.person, name="person-detail"),
    path("people/all/<uuid:public_id>/file/", persons.person_file, name="person-file"),
    path("people/all/<uuid:public_id>/erase/", persons.erase, name="person-erase"),
    path("people/all/<uuid:public_id>/see-as/", seeing_as.begin, name="person-see-as"),
    path("people/see-as/stop/", seeing_as.stop, name="person-see-as-stop"),
    path("people/acts/", log.log, name="audit-log"),
    path("people/acts/file/", log.log_file, name="audit-log-file"),
    path("classes/<uuid:public_id>/history/", log.class_log, name="class-log"),
    path("classes/<uuid:public_id>/history/file/", log.class_log_file, name="class-log-file"),
]
