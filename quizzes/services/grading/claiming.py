"""Who has which answer in hand: no two markers are given the same, and drafts are kept."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import Question
from quizzes.models.grading import MarkingClaim, MarkingDraft
from quizzes.queries.grading.queue import Place, queue_of
from quizzes.queries.grading.waiting import SILENCE


class InOtherHands(Refused):
    """Another marker has the answer in hand."""

    def __init__(self, marker: User) -> None:
        super().__init__(
            Message(
                _(
                    "%(name)s is marking this answer. What you have typed still stands here; it can"
                    " be given once the answer is free again."
                ),
                {"name": marker.shown_name},
            )
        )


@transaction.atomic
def claim(*, item: AttemptItem, marker: User, now: datetime) -> bool:
    """Return whether the marker has the answer in hand from now on.

    What nobody has touched for half an hour is anybody's again; what is marked needs no hand.
    """
    held, is_new = MarkingClaim.objects.select_for_update(of=("self",)).get_or_create(
        item=item, defaults={"marker": marker, "claimed_at": now}
    )
    is_free = held.marker_id == marker.pk or held.claimed_at <= now - SILENCE
    if not is_new and not is_free:
        return False
    # Looked at with the claim in hand: it may have been marked since it was found waiting.
    if not AttemptItem.objects.waiting().filter(pk=item.pk).exists():
        held.delete()
        return False
    if not is_new:
        held.marker, held.claimed_at = marker, now
        held.save(update_fields=["marker", "claimed_at"])
    return True


def claim_next(
    *,
    marker: User,
    question: Question,
    now: datetime,
    given: Assignment | None = None,
    after: AttemptItem | None = None,
) -> Place | None:
    """Return the next answer to a question, in the marker's hand; None if there is none free.

    `after` is the one that was before the marker; `given` narrows to one assignment.
    """
    queue = queue_of(marker, question, given, now)
    for place in queue.free_after(after.pk if after else None):
        if claim(item=AttemptItem(pk=place.item), marker=marker, now=now):
            return place
    return None


@transaction.atomic
def put_down(*, item: AttemptItem, marker: User) -> None:
    """Give an answer out of the marker's hand; one of somebody else's stays where it is."""
    MarkingClaim.objects.filter(item=item, marker=marker).delete()


@transaction.atomic
def keep_draft(
    *,
    item: AttemptItem,
    marker: User,
    levels: Mapping[str, str],
    comment: str,
    base: int,
    now: datetime,
) -> MarkingDraft:
    """Return what a marker has chosen and typed, as it is kept now; raise InOtherHands.

    `base` is the number of the mark that counted when the page was opened.
    """
    if not claim(item=item, marker=marker, now=now):
        other = MarkingClaim.objects.filter(item=item).select_related("marker").first()
        if other is not None:
            raise InOtherHands(other.marker)
    draft, _is_new = MarkingDraft.objects.update_or_create(
        item=item,
        marker=marker,
        defaults={
            "levels": dict(levels),
            "comment": comment,
            "based_on": base,
            "saved_at": now,
        },
    )
    return draft
