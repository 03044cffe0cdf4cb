"""Accidents in the tables about running a class, each prevented by a constraint."""

from collections.abc import Callable
from uuid import uuid4

from django.db import models

from quizzes.models.assignments import Accommodation, ChosenStudent
from quizzes.models.attempts import Attempt, Judgment, Mark
from quizzes.models.classrooms import Category, Membership
from quizzes.models.grading import (
    ActedItem,
    GradingAct,
    MarkingDraft,
    Phrase,
    SecondLook,
)
from quizzes.models.notices import Notice, NoticeChoice
from quizzes.models.progress import Mastery, PracticeSettings, ReviewCard, ReviewLog
from tests import factories
from tests.factories import NOW, World


def again(row: models.Model, **changed: object) -> None:
    """Insert the row once more, with a public id of its own and what is changed."""
    copy = type(row)(
        **{
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if not field.primary_key and field.name not in ("public_id", *changed)
        },
        **changed,
    )
    copy.save(force_insert=True)


def change(row: models.Model, **changed: object) -> None:
    """Change the row behind everybody's back."""
    type(row)._base_manager.filter(pk=row.pk).update(**changed)


def membership(world: World) -> Membership:
    return Membership.objects.get(user=world.bob)


def one_code_for_two(world: World) -> None:
    change(world.classroom, join_code="K7QM")
    factories.make_classroom(world.dan)
    change(type(world.classroom).objects.last(), join_code="K7QM")


def one_number_for_two(world: World) -> None:
    change(membership(world), student_number="17")
    again(membership(world), user=world.carol, student_number="17")


def chosen(world: World) -> ChosenStudent:
    return ChosenStudent.objects.create(assignment=world.assignment, student=world.bob)


def excused_for_ever(world: World) -> None:
    Accommodation.objects.create(classroom=world.classroom, student=world.bob, is_excused=True)


def mark(world: World) -> Mark:
    return Mark.objects.filter(item__attempt=factories.take(world.assignment, world.bob))[0]


def acted(world: World) -> ActedItem:
    given = mark(world)
    question = given.version.question
    act = GradingAct.objects.create(kind="override", question=question, by=world.alice, at=NOW)
    return ActedItem.objects.create(act=act, item=given.item, before=given)


def marking_draft(world: World) -> MarkingDraft:
    return MarkingDraft.objects.create(
        item=mark(world).item, marker=world.alice, based_on=1, saved_at=NOW
    )


def phrase(world: World, *, is_for_all: bool) -> Phrase:
    question = None if is_for_all else mark(world).version.question
    return Phrase.objects.create(
        owner=world.alice, question=question, text="Name a source.", created_at=NOW
    )


def look(world: World) -> SecondLook:
    given = mark(world)
    return SecondLook.objects.create(
        item=given.item, mark=given, asked_by=world.bob, asked_at=NOW, text="Why?"
    )


def notice(world: World) -> Notice:
    return Notice.objects.create(
        user=world.bob, kind="assigned", key=f"assigned:{uuid4()}", path="/", created_at=NOW
    )


def choice(world: World) -> NoticeChoice:
    return NoticeChoice.objects.create(user=world.bob, kind="assigned", mail="off")


def category(world: World) -> Category:
    return Category.objects.create(classroom=world.classroom, name="Tests")


def judgment(world: World) -> Judgment:
    return Judgment.objects.create(item=mark(world).item, number=1, rating=3, at=NOW)


def practising(world: World, number: int = 1) -> Attempt:
    attempt = factories.take(world.quiz, world.bob)
    change(attempt, quiz=None, is_practice=True, number=number)
    return Attempt.objects.get(pk=attempt.pk)


def two_sessions_open(world: World) -> None:
    attempt = practising(world)
    change(attempt, submitted_at=None, ended_by="")
    attempt.refresh_from_db()
    again(attempt, number=2)


def review_log(world: World) -> ReviewLog:
    factories.take(world.quiz, world.bob)
    return ReviewLog.objects.latest("pk")


def mastery(world: World) -> Mastery:
    return Mastery.objects.create(
        student=world.bob,
        key="article:1",
        article=world.quiz.article,
        weights=[],
        answer_count=1,
        as_of=NOW,
        mean=0.5,
        low=0.2,
        high=0.8,
    )


def review_card(world: World) -> ReviewCard:
    factories.take(world.quiz, world.bob)
    return ReviewCard.objects.latest("pk")


ACCIDENTS: dict[str, Callable[[World], None]] = {
    "classroom_join_code_unique": one_code_for_two,
    "membership_student_number_unique": one_number_for_two,
    "membership_waiting_is_not_active": lambda world: change(
        membership(world), waits_for="approval"
    ),
    "category_name_unique": lambda world: again(category(world)),
    "chosenstudent_once_per_assignment": lambda world: again(chosen(world)),
    "accommodation_excuses_one_assignment": excused_for_ever,
    "acteditem_once_per_act": lambda world: again(acted(world)),
    "markingdraft_once": lambda world: again(marking_draft(world)),
    "phrase_once_per_question": lambda world: again(phrase(world, is_for_all=False)),
    "phrase_once_for_all": lambda world: again(phrase(world, is_for_all=True)),
    "secondlook_one_open_per_item": lambda world: again(look(world)),
    "secondlook_answered_by_whom_and_when": lambda world: change(look(world), answered_at=NOW),
    "notice_once_per_key": lambda world: again(notice(world)),
    "noticechoice_one_per_kind": lambda world: again(choice(world)),
    "judgment_number_unique": lambda world: again(judgment(world)),
    "attempt_one_open_practice": two_sessions_open,
    "attempt_number_of_practice": lambda world: again(practising(world)),
    "reviewlog_once_per_answer": lambda world: again(review_log(world), is_first=False),
    "reviewlog_one_first": lambda world: again(
        review_log(world), attempt_key=uuid4(), is_first=True
    ),
    "mastery_once_per_subject": lambda world: again(mastery(world)),
    "mastery_of_one_subject": lambda world: change(mastery(world), article=None),
    "reviewcard_once": lambda world: again(review_card(world)),
    "practice_settings_possible": lambda world: PracticeSettings.objects.create(
        student=world.bob, retention=1
    ),
}
