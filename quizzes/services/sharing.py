"""Sharing an article, a question or a quiz with a colleague, and taking that back."""

from datetime import datetime

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import Share, User
from quizzes.models.audit import AuditRecord
from quizzes.queries.sharing import Thing, kind_of_thing, shares_of


class CannotShare(Refused):
    """The thing is not the actor's to share, or the person is nobody to share it with."""


@transaction.atomic
def share(
    *, thing: Thing, person: User, may_edit: bool, actor: User, now: datetime, address: str = ""
) -> Share:
    """Let a colleague see and copy something of the actor's, and change it if they `may_edit`.

    Shared with them before, it is with the right that is given now. Return the row.
    """
    _check(thing, person, actor)
    share: Share
    share, is_new = (
        shares_of(thing)
        .select_for_update(of=("self",))
        .get_or_create(
            **{kind_of_thing(thing): thing},
            person=person,
            defaults={"may_edit": may_edit, "shared_by": actor, "shared_at": now},
        )
    )
    before = {} if is_new else _values(share)
    share.may_edit = may_edit
    if before != _values(share):
        share.save(update_fields=["may_edit"])
        AuditRecord.objects.record(
            action="sharing.share",
            subject=thing,
            now=now,
            actor=actor,
            before=before,
            after=_values(share),
            address=address,
        )
    return share


@transaction.atomic
def unshare(
    *, thing: Thing, person: User, actor: User, now: datetime, address: str = ""
) -> Share | None:
    """End that a colleague may use something; return the row that was, None if there was none.

    Its owner may, and the colleague. Copies that were made stay.
    """
    if actor.pk not in (thing.owner_id, person.pk):
        raise CannotShare(Message(_("Only its owner shares this.")))
    rows = shares_of(thing).select_for_update(of=("self",))
    share: Share | None = rows.filter(person=person).first()
    if share is None:
        return None
    AuditRecord.objects.record(
        action="sharing.unshare",
        subject=thing,
        now=now,
        actor=actor,
        before=_values(share),
        address=address,
    )
    share.delete()
    # What was there, for who takes that back: a deleted row has no key.
    return share


def _check(thing: Thing, person: User, actor: User) -> None:
    if thing.owner_id != actor.pk:
        raise CannotShare(Message(_("Only its owner shares this.")))
    if person.pk == actor.pk:
        raise CannotShare(Message(_("This is you. Type the name of a colleague.")))
    if not person.is_teacher or not person.is_active:
        raise CannotShare(Message(_("No teacher here has this name. Check the spelling.")))


def _values(share: Share) -> dict[str, object]:
    return {"person": share.person.public_id, "may_edit": share.may_edit}
