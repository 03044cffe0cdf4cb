"""Routes of class lists, slips and passwords."""

from django.urls import URLPattern, path

from quizzes.views import slips as first_log_in
from quizzes.views.teacher.roster import exporting, listing, moving, previewing, slips

urlpatterns: list[URLPattern] = [
    path("password/choose/", first_log_in.choose, name="password-choose"),
    path("classes/<uuid:public_id>/roster/", listing.roster, name="class-roster"),
    path(
        "classes/<uuid:public_id>/roster/<uuid:upload>/",
        previewing.preview,
        name="class-roster-preview",
    ),
    path(
        "classes/<uuid:public_id>/roster/students.<slug:suffix>",
        exporting.export,
        name="class-roster-file",
    ),
    path("classes/<uuid:public_id>/slips/", slips.slips, name="class-slips"),
    path("classes/<uuid:public_id>/passwords/", slips.renew, name="class-passwords"),
    path("classes/<uuid:public_id>/move/", moving.move, name="class-move"),
]
