"""Routes of changing marks afterwards, second looks, reports."""

from django.urls import URLPattern, path

from quizzes.views.learner import looks as asking
from quizzes.views.teacher.regrading import acts, looks, marks, questions, reports

urlpatterns: list[URLPattern] = [
    path(
        "assignments/<uuid:public_id>/questions/",
        questions.questions,
        name="assignment-questions",
    ),
    path(
        "assignments/<uuid:public_id>/questions/<uuid:question>/use-newest/",
        questions.use_version,
        name="assignment-use-version",
    ),
    path("questions/<uuid:public_id>/marks/", acts.regrade, name="question-regrade"),
    path("acts/<uuid:public_id>/undo/", acts.undo, name="act-undo"),
    path("attempts/<uuid:public_id>/mark/<int:position>/", marks.override, name="attempt-override"),
    path("attempts/<uuid:public_id>/look/<int:position>/", asking.ask, name="attempt-look"),
    path("marking/looks/", looks.looks, name="looks"),
    path("marking/looks/<uuid:public_id>/", looks.answer, name="look-answer"),
    path("marking/reports/", reports.reports, name="reports"),
    path("marking/reports/<uuid:public_id>/", reports.answer, name="report-answer"),
]
