"""Acts of class lists, each done once: what `test_audit` looks at."""

from quizzes.models.accounts import User
from quizzes.models.classrooms import Membership
from quizzes.queries.classrooms.roster import plan_of
from quizzes.services import accounts, attempts, classrooms
from tests import factories
from tests.factories import NOW


def kept(world):
    return classrooms.keep_roster(
        classroom=world.classroom,
        rows=[["Name"], ["Ida Bauer"]],
        file_name="7b.csv",
        actor=world.alice,
        now=NOW,
    )


def taken_in(world):
    upload = kept(world)
    classrooms.take_in_roster(
        upload=upload, agreed=plan_of(upload).fingerprint, actor=world.alice, now=NOW
    )
    return User.objects.get(username="ida.bauer")


def requested(world):
    upload = kept(world)
    return classrooms.request_roster(
        upload=upload, agreed=plan_of(upload).fingerprint, actor=world.alice, now=NOW
    )


def moved(world):
    return attempts.move_student(
        student=world.bob,
        source=world.classroom,
        target=factories.make_classroom(world.alice),
        actor=world.alice,
        now=NOW,
    )


def named_in_the_list(world):
    Membership.objects.filter(user=world.bob).update(is_account_made_here=True)
    return classrooms.renew_passwords(
        classroom=world.classroom, students=[world.bob.public_id], actor=world.alice, now=NOW
    )


# None: another act of the table does it.
ACTS = {
    "accounts.use_slip": lambda w: accounts.use_slip(user=w.bob, now=NOW),
    "accounts.choose_password": lambda w: accounts.choose_password(
        user=w.bob, password=factories.PASSWORD, now=NOW
    ),
    "attempts.move_student": moved,
    "classrooms.keep_roster": kept,
    "classrooms.correct_roster": lambda w: classrooms.correct_roster(
        upload=kept(w), choices={1: "out"}
    ),
    "classrooms.discard_roster": lambda w: classrooms.discard_roster(upload=kept(w)),
    "classrooms.remove_old_rosters": None,
    "classrooms.agreed_plan": None,
    "classrooms.request_roster": requested,
    "classrooms.take_in_roster": taken_in,
    "classrooms.renew_passwords": named_in_the_list,
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {
    **dict.fromkeys(
        ("classrooms.keep_roster", "classrooms.correct_roster", "classrooms.discard_roster"),
        "a list is its teacher's own draft until it is taken in, which is recorded",
    ),
    "classrooms.request_roster": "the job says who and when; taking in is recorded",
    "classrooms.remove_old_rosters": "the clock's; a list that was not taken in is gone in a day",
}
