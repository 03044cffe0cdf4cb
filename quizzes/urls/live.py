"""Routes of watching an assignment, and what a teacher does meanwhile."""

from django.urls import URLPattern, path

from quizzes.views.teacher.live import acting, deciding, many, watching

urlpatterns: list[URLPattern] = [
    path("assignments/<uuid:public_id>/attempts/", watching.attempts, name="assignment-attempts"),
    path(
        "assignments/<uuid:public_id>/attempts/now/", watching.now, name="assignment-attempts-now"
    ),
    path("assignments/<uuid:public_id>/minutes/", many.minutes, name="assignment-minutes"),
    path(
        "assignments/<uuid:public_id>/minutes/back/",
        many.take_back,
        name="assignment-minutes-back",
    ),
    path("assignments/<uuid:public_id>/late/", many.late, name="assignment-late"),
    path("assignments/<uuid:public_id>/release/", deciding.release, name="assignment-release"),
    path("attempts/<uuid:public_id>/acts/", acting.acts, name="attempt-acts"),
    path(
        "attempts/<uuid:public_id>/late/<int:position>/<int:revision>/accept/",
        deciding.accept_late,
        name="attempt-accept-late",
    ),
]
