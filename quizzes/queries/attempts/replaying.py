"""What the steps of an attempt come to, by its behavior."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.engine.behaviors.base import Action, Outcome, TakenStep
from quizzes.engine.behaviors.registry import behavior_of
from quizzes.engine.kinds.base import InvalidResponse
from quizzes.models.attempts import AcceptedLateStep, Attempt, AttemptItem, Step
from quizzes.models.bank import QuestionVersion
from quizzes.queries.attempts.judging import score_of


@dataclass(frozen=True, slots=True)
class Replayed:
    """An item, its steps in order, what they come to, and whether its behavior takes no more."""

    item: AttemptItem
    steps: tuple[Step, ...]
    outcome: Outcome
    is_finished: bool


def replayed(attempt: Attempt, items: Sequence[AttemptItem]) -> tuple[Replayed, ...]:
    """Return what the steps of an attempt's items come to, by its behavior. At most two queries."""
    steps = steps_by_item(items)
    late = [step.pk for found in steps.values() for step in found if step.is_late]
    acceptances = AcceptedLateStep.objects.filter(step__in=late).values_list("step_id", flat=True)
    accepted = set(acceptances) if late else set()
    return tuple(replay(attempt, item, steps[item.pk], accepted) for item in items)


def steps_by_item(items: Iterable[AttemptItem]) -> Mapping[int, list[Step]]:
    """Return all steps by item, in order. One query."""
    found: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(item__in=items).order_by("item_id", "revision"):
        found[step.item_id].append(step)
    return found


def replay(
    attempt: Attempt,
    item: AttemptItem,
    steps: Sequence[Step],
    accepted: Collection[int],
    version: QuestionVersion | None = None,
) -> Replayed:
    """Return what one item's steps come to; late ones count where they were accepted.

    `version` is the content to score by, where it is not the one that was shown.
    """
    content = version or item.version
    behavior = behavior_of(attempt.behavior)
    taken = [
        taken_step(content, step, attempt.language, is_accepted=step.pk in accepted)
        for step in steps
    ]
    outcome = behavior.outcome(taken, lambda said: score_of(content, said))
    return Replayed(item, tuple(steps), outcome, behavior.is_finished(taken))


def taken_step(
    version: QuestionVersion, step: Step, language: str, *, is_accepted: bool = False
) -> TakenStep:
    """Return a stored step as the engine reads it."""
    try:
        response = version.kind_module.parse(version.loaded_spec, step.raw, language)
        is_readable = True
    except InvalidResponse:
        response, is_readable = None, False
    return TakenStep(
        revision=step.revision,
        action=Action(step.action),
        response=response,
        is_readable=is_readable,
        is_counted=is_accepted or not step.is_late,
    )
