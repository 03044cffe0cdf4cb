"""Routes of marking by hand."""

from django.urls import URLPattern, path

from quizzes.views.teacher.marking import essays, groups, phrases, waiting

urlpatterns: list[URLPattern] = [
    path("marking/", waiting.waiting, name="marking"),
    path("marking/names/", waiting.names, name="marking-names"),
    path("marking/questions/<uuid:public_id>/next/", waiting.begin, name="marking-next"),
    path("marking/questions/<uuid:public_id>/marked/", waiting.marked, name="marking-marked"),
    path("marking/answers/<uuid:public_id>/<int:position>/", essays.answer, name="marking-answer"),
    path(
        "marking/answers/<uuid:public_id>/<int:position>/draft/",
        essays.draft,
        name="marking-draft",
    ),
    path("marking/phrases/<uuid:public_id>/forget/", phrases.forget, name="marking-phrase-forget"),
    path(
        "marking/questions/<uuid:public_id>/versions/<int:number>/typed/",
        groups.groups,
        name="marking-groups",
    ),
    path(
        "marking/questions/<uuid:public_id>/versions/<int:number>/typed/mark/",
        groups.mark,
        name="marking-group-mark",
    ),
    path(
        "marking/questions/<uuid:public_id>/versions/<int:number>/typed/accept/",
        groups.accept,
        name="marking-accept",
    ),
    path("marking/acts/<uuid:public_id>/undo/", groups.undo, name="marking-undo"),
]
