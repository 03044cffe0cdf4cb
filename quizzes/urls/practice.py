"""Routes of practising."""

from django.urls import URLPattern, path

from quizzes.views.learner import answering, practice

urlpatterns: list[URLPattern] = [
    path("practice/", practice.front, name="practice"),
    path("practice/start/", practice.start, name="practice-start"),
    path("practice/settings/", practice.settings, name="practice-settings"),
    path(
        "practice/<uuid:public_id>/save/",
        answering.save,
        {"is_practice": True},
        name="practice-save",
    ),
    path("practice/<uuid:public_id>/judge/", practice.judge, name="practice-judge"),
    path("practice/<uuid:public_id>/undo/", practice.undo, name="practice-undo"),
    path("practice/<uuid:public_id>/skip/", practice.skip, name="practice-skip"),
    path("practice/<uuid:public_id>/bury/", practice.bury, name="practice-bury"),
    path("practice/<uuid:public_id>/end/", practice.end, name="practice-end"),
    path("attempts/<uuid:public_id>/practise/", practice.missed, name="practice-missed"),
]
