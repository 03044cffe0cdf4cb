"""An act about the answers to one question: looked at in parts, written in one transaction."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quizzes.models.assignments import Assignment
from quizzes.models.bank import Question
from quizzes.models.grading import GradingAct
from quizzes.queries.grading.regrading.planning import Looked, Plan, answers_of, chunks, looked_at
from quizzes.services import grading
from quizzes.tasks.base import Hopeless, Kind, Work


def regrade(work: Work) -> Mapping[str, Any]:
    """Do or undo an act. Only the last step writes, so one that was killed begins anew."""
    if "act" in work.checkpoint:
        return work.checkpoint
    # Reads the routes, which takes a second in a new process: not while answers are locked.
    reverse("quizzes:home")
    return _undone(work) if "undo" in work.arguments else _done(work)


def _done(work: Work) -> Mapping[str, Any]:
    plan = _plan(work)
    pks = list(answers_of(plan).values_list("pk", flat=True))
    looked: list[Looked] = []
    for chunk in chunks(pks):
        looked += looked_at(plan, chunk)
        with work.step({}, done=len(looked), total=len(pks)):
            pass
    try:
        with work.step({"act": ""}, done=len(looked), total=len(pks)) as now:
            act = grading.carry_out(
                plan=plan, looked=looked, actor=_owner(work), now=now, **work.arguments["told"]
            )
    except grading.NothingChanges:
        return {"act": ""}
    return {"act": str(act.public_id)}


def _undone(work: Work) -> Mapping[str, Any]:
    act = GradingAct.objects.get(public_id=work.arguments["undo"])
    concerned = Assignment.objects.filter(attempts__items__acted__act=act)
    if concerned.exclude(pk__in=Assignment.objects.led_by(_owner(work))).exists():
        raise Hopeless("Whoever asked for it does not teach all of the classes any more.")
    try:
        with work.step({"act": str(act.public_id)}, done=1, total=1) as now:
            done = grading.undo(act=act, actor=_owner(work), now=now, **work.arguments["told"])
    except grading.UndoneAlready:
        return {"act": str(act.public_id)}
    return {"act": str(act.public_id), "restored": done.restored, "left": done.left}


def _plan(work: Work) -> Plan:
    """Return what is asked for, at those assignments that its owner still leads."""
    asked = work.arguments
    led = Assignment.objects.led_by(_owner(work)).filter(public_id__in=asked["assignments"])
    return Plan(
        kind=asked["kind"],
        question=Question.objects.get(public_id=asked["question"]),
        assignments=tuple(led.select_related("classroom").order_by("pk")),
        choice=asked["choice"],
        keeps_percent=asked["keeps_percent"],
    )


def _owner(work: Work) -> Any:
    if work.job.owner is None:
        raise Hopeless("Nobody has asked for this.")
    return work.job.owner


KIND = Kind(label=_("Changing marks"), run=regrade, tries=3)
