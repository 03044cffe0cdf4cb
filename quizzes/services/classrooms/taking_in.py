"""Taking a class list in: all of it in one transaction, or nothing."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower

from quizzes.engine.roster.entries import Entry
from quizzes.engine.roster.matching import Match, Outcome, Plan
from quizzes.engine.roster.usernames import usernames
from quizzes.engine.slips import stored
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord, Change
from quizzes.models.classrooms import Classroom, Membership, RosterUpload
from quizzes.queries.classrooms.roster import reading_of
from quizzes.services.classrooms.rosters import agreed_plan

Role, WaitsFor = Membership.Role, Membership.WaitsFor
# SQLite takes so many values in one statement, and more.
_AT_ONCE = 500


@dataclass(slots=True)
class TakenIn:
    """How many people a list has brought, asked, changed, left as they were, removed."""

    made: int = 0
    joined: int = 0
    asked: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    addresses_kept: int = 0
    people: dict[str, list[str]] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Return the numbers by their names."""
        return {name: value for name, value in asdict(self).items() if name != "people"}


@transaction.atomic
def take_in_roster(
    *,
    upload: RosterUpload,
    agreed: str,
    actor: User,
    now: datetime,
    address: str = "",
) -> TakenIn:
    """Do what the list's plan says, all of it or nothing; the list goes.

    Accounts get a one-time password. Who has an account, and is in no class of the teacher's, is
    asked to join. Raises NotReady, ClassHasChanged or Archived.
    """
    classroom = Classroom.objects.select_for_update(of=("self",)).get(pk=upload.classroom_id)
    reading = reading_of(upload)
    plan = agreed_plan(upload, reading, agreed)
    done = TakenIn(same=len(plan.of(Outcome.SAME)))
    _bring(classroom, plan.of(Outcome.NEW), done, now)
    changes = _change(plan.of(Outcome.CHANGED), done)
    _remove(plan, reading.removed, done)
    AuditRecord.objects.record_each(
        changes, action="classrooms.change_by_roster", now=now, actor=actor
    )
    AuditRecord.objects.record(
        action="classrooms.take_in_roster",
        subject=classroom,
        actor=actor,
        now=now,
        before={"removed": done.people.pop("removed", [])},
        after={"file": upload.file_name, **done.counts(), **done.people},
        address=address,
    )
    upload.delete()
    return done


def _bring(classroom: Classroom, matches: Sequence[Match], done: TakenIn, now: datetime) -> None:
    """Put new people into the class: by a new account, by one that is known, by asking."""
    owners = _owners(match.entry.email for match in matches if not match.known)
    members = set(Membership.objects.filter(classroom=classroom).values_list("user", flat=True))
    made: list[Entry] = []
    rows: list[Membership] = []
    for match in matches:
        entry, known = match.entry, match.known
        user = known.key if known else owners.get(entry.email.lower())
        if user is None:
            made.append(entry)
        elif user in members:
            # Its address is a further one of somebody who is here already.
            done.same += 1
        else:
            members.add(user)
            rows.append(_placed(classroom, user, entry, now, is_asked=not known))
            done.joined += bool(known)
            done.asked += not known
    users = _accounts(classroom, made, now)
    done.made = len(users)
    rows += [
        _placed(classroom, user.pk, entry, now, is_made=True)
        for user, entry in zip(users, made, strict=True)
    ]
    Membership.objects.bulk_create(rows, batch_size=_AT_ONCE)
    done.people["new"] = [str(user.public_id) for user in users]


def _placed(
    classroom: Classroom,
    user: int,
    entry: Entry,
    now: datetime,
    *,
    is_asked: bool = False,
    is_made: bool = False,
) -> Membership:
    return Membership(
        classroom=classroom,
        user_id=user,
        role=Role.STUDENT,
        is_active=not is_asked,
        waits_for=WaitsFor.CONSENT if is_asked else "",
        joined_at=now,
        student_number=entry.number,
        # Of who is asked it is all that the class's teachers see.
        sort_name=entry.sort_name or (entry.name if is_asked else ""),
        is_account_made_here=is_made,
    )


def _accounts(classroom: Classroom, entries: Sequence[Entry], now: datetime) -> list[User]:
    names = usernames([entry.name for entry in entries], _taken)
    users = [
        User(
            username=username,
            name=entry.name,
            email=entry.email.lower(),
            password=stored(secrets.token_hex(16)),
            must_choose_password=True,
            time_zone=classroom.time_zone,
            date_joined=now,
        )
        for username, entry in zip(names, entries, strict=True)
    ]
    made = User.objects.bulk_create(users, batch_size=_AT_ONCE)
    _note_addresses(user for user in made if user.email)
    return made


def _note_addresses(users: Iterable[User]) -> None:
    """Keep addresses as a teacher wrote them: nobody has confirmed them."""
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=each, email=each.email, primary=True, verified=False) for each in users],
        batch_size=_AT_ONCE,
    )


def _taken(names: Collection[str]) -> set[str]:
    reserved = {name.lower() for name in settings.ACCOUNT_USERNAME_BLACKLIST}
    found = User.objects.annotate(lower=Lower("username"))
    taken = {
        name
        for some in _portions(names)
        for name in found.filter(lower__in=some).values_list("lower", flat=True)
    }
    return taken | (reserved & set(names))


def _owners(addresses: Iterable[str]) -> Mapping[str, int]:
    """Return whose account each address is, confirmed or not."""
    wanted = {address.lower() for address in addresses if address}
    owners: dict[str, int] = {}
    for some in _portions(wanted):
        rows = EmailAddress.objects.annotate(lower=Lower("email")).filter(lower__in=some)
        owners |= dict(rows.values_list("lower", "user_id"))
        users = User.objects.annotate(lower=Lower("email")).filter(lower__in=some)
        owners |= dict(users.values_list("lower", "pk"))
    return owners


def _portions(values: Collection[str]) -> Iterable[list[str]]:
    ordered = sorted(values)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def _change(matches: Sequence[Match], done: TakenIn) -> list[Change]:
    """Bring members up to date; return what that changed, for the record."""
    rows = Membership.objects.select_related("user").in_bulk(
        [match.member.key for match in matches if match.member]
    )
    owners = _owners(each.after for match in matches for each in match.changes)
    changes = []
    for match in matches:
        if match.member is None:
            continue
        before, after = _changed(rows[match.member.key], match, owners)
        done.addresses_kept += any(
            each.what == "email" and "email" not in after for each in match.changes
        )
        changes.append(Change(rows[match.member.key].user, before, after))
    done.changed = len(changes)
    members, users = list(rows.values()), [row.user for row in rows.values()]
    columns = ["is_active", "waits_for", "student_number", "sort_name"]
    Membership.objects.bulk_update(members, columns, batch_size=_AT_ONCE // 5)
    User.objects.bulk_update(users, ["name", "email"], batch_size=_AT_ONCE // 5)
    moved = [change.subject for change in changes if "email" in change.after]
    people = [user for user in users if user in moved]
    EmailAddress.objects.filter(user__in=people, verified=False).delete()
    _note_addresses(people)
    return changes


def _changed(
    row: Membership, match: Match, owners: Mapping[str, int]
) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {"classroom": str(row.classroom_id)}
    for change in match.changes:
        if change.what in ("back", "in"):
            row.is_active, row.waits_for = True, ""
            before["is_active"], after["is_active"] = False, True
            continue
        if change.what == "email" and owners.get(change.after.lower(), row.user_id) != row.user_id:
            # Somebody else's: which account, or that there is one, is not said.
            continue
        _set(row, change.what, change.after)
        before[change.what], after[change.what] = change.before, change.after
    return before, after


def _set(row: Membership, what: str, value: str) -> None:
    if what == "number":
        row.student_number = value
    elif what == "sort_name":
        row.sort_name = value
    elif what == "name":
        row.user.name = value
    else:
        row.user.email = value.lower()


def _remove(plan: Plan, removed: Collection[int], done: TakenIn) -> None:
    going = [person.key for person in plan.gone if person.key in set(removed)]
    rows = Membership.objects.filter(pk__in=going)
    done.people["removed"] = [str(each) for each in rows.values_list("user__public_id", flat=True)]
    done.removed = rows.update(is_active=False)
