"""What the steps of an attempt come to, by its behavior."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from quizzes.engine.behaviors.base import Action, Behavior, Outcome, TakenStep
from quizzes.engine.behaviors.registry import behavior_for, behavior_of
from quizzes.models.attempts import AcceptedLateStep, Attempt, AttemptItem, Step
from quizzes.models.bank import QuestionVersion
from quizzes.queries.attempts.judging import read_response, score_of


@dataclass(frozen=True, slots=True)
class Replayed:
    """An item, its steps in order, what they come to, and whether its behavior takes no more.

    `taken` are the same steps as the engine reads them.
    """

    item: AttemptItem
    steps: tuple[Step, ...]
    taken: tuple[TakenStep, ...]
    outcome: Outcome
    is_finished: bool


def replayed(
    attempt: Attempt,
    items: Sequence[AttemptItem],
    versions: Mapping[int, QuestionVersion] | None = None,
) -> tuple[Replayed, ...]:
    """Return what the steps of an attempt's items come to, by its behavior. At most two queries.

    `versions` has the content to score by, by item, where it is not the one that was shown.
    """
    steps = steps_by_item(items)
    accepted = _accepted(steps)
    by = versions or {}
    return tuple(replay(attempt, item, steps[item.pk], accepted, by.get(item.pk)) for item in items)


def history(attempt: Attempt, items: Sequence[AttemptItem]) -> Mapping[int, list[TakenStep]]:
    """Return all steps by item, in order, as the engine reads them. At most two queries."""
    return taken_steps(attempt, items, steps_by_item(items))


def taken_steps(
    attempt: Attempt, items: Iterable[AttemptItem], steps: Mapping[int, Sequence[Step]]
) -> Mapping[int, list[TakenStep]]:
    """Return steps by item as the engine reads them. A query if any of them was late."""
    accepted = _accepted(steps)
    behavior = behavior_of(attempt.behavior)
    return {
        item.pk: [
            taken_step(behavior, item.version, step, attempt.language, accepted)
            for step in steps.get(item.pk, ())
        ]
        for item in items
    }


def _accepted(steps: Mapping[int, Sequence[Step]]) -> Collection[int]:
    """Return the keys of the late steps that a teacher has accepted. A query if there are any."""
    late = [step.pk for found in steps.values() for step in found if step.is_late]
    acceptances = AcceptedLateStep.objects.filter(step__in=late).values_list("step_id", flat=True)
    return set(acceptances) if late else set()


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
    behavior = behavior_for(attempt.behavior, content.option_count)
    taken = [taken_step(behavior, content, step, attempt.language, accepted) for step in steps]
    score = partial(score_of, content)
    outcome = behavior.outcome(taken, score)
    is_finished = behavior.is_finished(taken, score)
    return Replayed(item, tuple(steps), tuple(taken), outcome, is_finished)


def taken_step(
    behavior: Behavior,
    version: QuestionVersion,
    step: Step,
    language: str,
    accepted: Collection[int] = (),
) -> TakenStep:
    """Return a stored step as the engine reads it."""
    raw, certainty = behavior.unwrapped(step.raw)
    response, message = read_response(version, raw, language)
    return TakenStep(
        revision=step.revision,
        action=Action(step.action),
        response=response,
        is_readable=message is None,
        is_counted=step.pk in accepted or not step.is_late,
        certainty=certainty,
        compared=version.compared(response),
    )
