"""Acts, each done once: what `test_audit` looks at."""

from quizzes.models.classrooms import Membership
from quizzes.services import assignments, attempts, classrooms
from tests.factories import NOW


def place(world, user):
    """Return somebody's place in Alice's class."""
    places = Membership.objects.select_related("user", "classroom")
    return places.get(classroom=world.classroom, user=user)


def asked(world):
    classrooms.invite_colleague(
        classroom=world.classroom,
        user=world.dan,
        role="teacher",
        called="dan",
        actor=world.alice,
        now=NOW,
    )
    return place(world, world.dan)


def waiting(world):
    classrooms.change_settings(
        classroom=world.classroom, values={"joining": "approval"}, actor=world.alice, now=NOW
    )
    return classrooms.join(classroom=world.classroom, user=world.carol, now=NOW)


def removed(world):
    return classrooms.remove_member(membership=place(world, world.bob), actor=world.alice, now=NOW)


def archived(world):
    return attempts.archive_class(classroom=world.classroom, actor=world.alice, now=NOW)


def new_class():
    return assignments.NewClass("Next", "UTC")


# None: another act of the table does it.
ACTS = {
    "classrooms.change_settings": lambda w: classrooms.change_settings(
        classroom=w.classroom, values={"name": "Other"}, actor=w.alice, now=NOW
    ),
    "classrooms.renew_code": lambda w: classrooms.renew_code(
        classroom=w.classroom, actor=w.alice, now=NOW
    ),
    "classrooms.invite_colleague": asked,
    "classrooms.change_role": lambda w: classrooms.change_role(
        membership=classrooms.accept(membership=asked(w), now=NOW),
        role="assistant",
        actor=w.alice,
        now=NOW,
    ),
    "classrooms.accept": lambda w: classrooms.accept(membership=asked(w), now=NOW),
    "classrooms.decline": lambda w: classrooms.decline(membership=asked(w), now=NOW),
    "classrooms.join": waiting,
    "classrooms.answer_request": lambda w: classrooms.answer_request(
        membership=waiting(w), is_agreed=True, actor=w.alice, now=NOW
    ),
    "classrooms.remove_member": removed,
    "classrooms.restore_member": lambda w: classrooms.restore_member(
        membership=removed(w), actor=w.alice, now=NOW
    ),
    "classrooms.unarchive": lambda w: classrooms.unarchive(
        classroom=archived(w), actor=w.alice, now=NOW
    ),
    "classrooms.locked": None,
    "classrooms.refuse_archived": None,
    "classrooms.unused_code": None,
    "attempts.archive_class": archived,
    "assignments.copy_class": lambda w: assignments.copy_class(
        classroom=w.classroom,
        new=new_class(),
        dates={w.assignment.pk: assignments.NewDates()},
        actor=w.alice,
        now=NOW,
    ),
    "assignments.give_to_new_class": lambda w: assignments.give_to_new_class(
        quiz=w.quiz,
        new=new_class(),
        terms=assignments.AssignmentTerms(),
        actor=w.alice,
        now=NOW,
    ),
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {}
