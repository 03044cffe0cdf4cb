"""Every writing service leaves a record; a new one without fails here."""

import inspect
from datetime import timedelta
from importlib import import_module
from pkgutil import walk_packages
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes import services
from quizzes.models.articles import Article
from quizzes.models.attempts import Step
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Question
from quizzes.models.site import Invitation
from quizzes.services import (
    accounts,
    articles,
    assignments,
    attempts,
    bank,
    classrooms,
    correcting,
    editing,
    grading,
    jobs,
    records,
    review,
    sharing,
    site,
)
from quizzes.templatetags import acts
from tests import factories
from tests.factories import NOW, incoming, save, start, take
from tests.images import png
from tests.services.acts import SUBJECTS
from tests.services.composing import COMPOSING, own_quiz

DAY = timedelta(days=1)

# What writes without an AuditRecord, and why that is right.
UNRECORDED = {
    "attempts.save": "a step is itself the record: who, what, when, never changed",
    "attempts.flag": "a student's own bookmark",
    "attempts.toggle_flag": "a student's own bookmark",
    "attempts.strike": "a student's own note",
    "attempts.toggle_strike": "a student's own note",
    "attempts.remember_place": "where one reads is nobody's business",
    "accounts.set_reading": "how one reads is nobody's business",
    "articles.highlight": "what one marks in a text is nobody's business",
    "articles.write_note": "what one writes at a text is nobody's business",
    "correcting.correct_article": "by articles.publish_revision and bank.publish_version",
    "editing.keep": "what is typed and not published is its author's own",
    "editing.discard": "what is typed and not published is its author's own",
    "attempts.record_marks": "a part of submit and of grading's acts, which record",
    "attempts.update_totals": "a part of submit and of grading's acts, which record",
    "jobs.enqueue": "the row says who and when; a thousand mails are no acts of people",
    **dict.fromkeys(
        [f"jobs.{act}" for act in ("take", "beat", "advance", "finish", "cancel", "fail")]
        + [f"jobs.{act}" for act in ("put_back", "take_up_the_dead", "hold")],
        "a worker's step; the row says how it went, what it does is recorded by its services",
    ),
    "jobs.begin_round": "the clock's; the row says when",
    "jobs.end_round": "the clock's; the row says how it went",
    "jobs.remove_old": "a week after it is over nobody asks for a job",
}


def draft_of(author):
    typed = editing.Typed("question", uuid4(), "essay", "Which?", 0, [["q-stem", "Which?"]])
    return editing.keep(author=author, typed=typed, base_revision=0, now=NOW)


def late_step(world):
    attempt = start(factories.make_quiz(limit_seconds=600), world.bob)
    save(attempt, incoming(1, "b"), now=NOW + DAY)
    attempts.close(attempt=attempt, now=NOW + DAY)
    return Step.objects.get(item__attempt=attempt)


def text_of(world):
    return world.quiz.article.revisions.get()


def version_content():
    return bank.Content(
        "single_choice", "Which?", factories.single_choice(), "So.", "remember", "easy"
    )


def job_of(world):
    return jobs.enqueue(kind="count", arguments={}, owner=world.bob, now=NOW)


def held_job(world):
    job_of(world)
    job = jobs.take(kinds=["count"], holder="w", now=NOW)
    assert job
    return job


def failed_job(world):
    job = held_job(world)
    jobs.fail(job=job, error="?", now=NOW)
    return job


def preview(world):
    return attempts.start_preview(quiz=world.quiz, teacher=world.alice, seed=7, now=NOW)


def invited(world):
    return site.invite(actor=world.alice, note="for Eve", lasts=DAY, now=NOW)


def shared_quiz(world):
    quiz = factories.make_quiz(owner=world.alice)
    sharing.share(thing=quiz, person=world.dan, may_edit=False, actor=world.alice, now=NOW)
    return quiz


def of_alice(world):
    question = factories.make_version().question
    Question.objects.filter(pk=question.pk).update(owner=world.alice)
    return question.pk


def retired(world):
    question = of_alice(world)
    bank.retire_many(questions=[question], actor=world.alice, now=NOW)
    return question


def asked(world):
    return site.ask_to_teach(user=world.carol, message="I teach.", now=NOW)


# How to do each act once, in Alice's class.
def written():
    return bank.Written(content=version_content(), revision=None, supporting=(), topics=())


ACTS = {
    "accounts.create_administrator": lambda w: accounts.create_administrator(
        username="root", email="", password=factories.PASSWORD, time_zone="UTC", now=NOW
    ),
    "accounts.record_sign_up": lambda w: accounts.record_sign_up(
        user=w.carol, name="C", time_zone="UTC", now=NOW
    ),
    "accounts.update_profile": lambda w: accounts.update_profile(
        user=w.bob, name="Robert", time_zone="UTC", color_scheme="dark", now=NOW
    ),
    "accounts.end_session": lambda w: accounts.end_session(
        user=w.bob, session=UserSession(user=w.bob, ip="127.0.0.1", session_key="k", pk=9), now=NOW
    ),
    "accounts.note_change": lambda w: accounts.note_change(
        user=w.bob, what="totp_activated", now=NOW
    ),
    "accounts.set_reading": lambda w: accounts.set_reading(
        user=w.bob, text_size=3, line_spacing=1, is_dimming=True
    ),
    "articles.highlight": lambda w: articles.highlight(
        reader=w.bob, revision=text_of(w), sentences=[1], is_highlighted=True, now=NOW
    ),
    "articles.write_note": lambda w: articles.write_note(
        reader=w.bob, revision=text_of(w), sentence=1, note="Why?", base="", now=NOW
    ),
    "articles.publish_revision": lambda w: articles.publish_revision(
        article=Article.objects.create(), title="T", text="One.", now=NOW, actor=w.alice
    ),
    "articles.write_article": lambda w: articles.write_article(
        author=w.alice, public_id=uuid4(), words=articles.ArticleWords("T", "One."), now=NOW
    ),
    "articles.archive": lambda w: articles.archive(article=w.quiz.article, actor=w.alice, now=NOW),
    "articles.put_back": lambda w: articles.put_back(
        article=w.quiz.article, actor=w.alice, now=NOW
    ),
    "articles.delete": lambda w: articles.delete(
        article=factories.make_article().article, actor=w.alice, now=NOW
    ),
    "correcting.correct_article": lambda w: correcting.correct_article(
        article=w.quiz.article,
        editor=w.alice,
        words=articles.ArticleWords("T", "One."),
        number=1,
        note="A typo",
        now=NOW,
    ),
    "assignments.assign": lambda w: assignments.assign(
        quiz=w.quiz,
        classroom=w.classroom,
        terms=assignments.AssignmentTerms(),
        actor=w.alice,
        now=NOW,
    ),
    "assignments.release": lambda w: assignments.release(
        assignment=w.assignment, actor=w.alice, now=NOW
    ),
    "attempts.accommodate": lambda w: attempts.accommodate(
        classroom=w.classroom,
        student=w.bob,
        grant=attempts.Grant(extra_attempts=1),
        actor=w.alice,
        now=NOW,
    ),
    "attempts.start_assignment": lambda w: start(w.assignment, w.bob),
    "attempts.start_self_study": lambda w: start(w.quiz, w.carol),
    "attempts.start_preview": preview,
    "attempts.discard_previews": lambda w: (
        preview(w),
        attempts.discard_previews(quiz=w.quiz, teacher=w.alice, now=NOW),
    ),
    "attempts.delete_quiz": lambda w: (
        quiz := own_quiz(w),
        attempts.start_preview(quiz=quiz, teacher=w.alice, seed=7, now=NOW),
        attempts.delete_quiz(quiz=quiz, actor=w.alice, now=NOW),
    ),
    "attempts.submit": lambda w: attempts.submit(attempt=start(w.quiz, w.carol), now=NOW),
    "attempts.close": lambda w: attempts.close(attempt=start(w.quiz, w.carol), now=NOW),
    "attempts.close_if_over": lambda w: attempts.close_if_over(
        attempt=start(factories.make_quiz(limit_seconds=60), w.carol), now=NOW + DAY
    ),
    "attempts.close_overdue": lambda w: (
        start(factories.make_quiz(limit_seconds=60), w.carol),
        attempts.close_overdue(now=NOW + DAY),
    ),
    "attempts.save": lambda w: save(start(w.quiz, w.carol), incoming(1, "b")),
    "attempts.flag": lambda w: attempts.flag(
        attempt=start(w.quiz, w.carol), position=1, is_flagged=True
    ),
    "attempts.toggle_flag": lambda w: attempts.toggle_flag(
        attempt=start(w.quiz, w.carol), position=1
    ),
    "attempts.strike": lambda w: attempts.strike(
        attempt=start(w.quiz, w.carol), position=1, option="a", is_struck=True
    ),
    "attempts.toggle_strike": lambda w: attempts.toggle_strike(
        attempt=start(w.quiz, w.carol), position=1, option="a"
    ),
    "attempts.remember_place": lambda w: attempts.remember_place(
        attempt=start(w.quiz, w.carol), position=2, sentence=""
    ),
    "attempts.record_marks": None,
    "attempts.update_totals": None,
    "editing.keep": lambda w: draft_of(w.alice),
    "editing.discard": lambda w: editing.discard(
        author=w.alice, subject="question", subject_id=draft_of(w.alice).subject_id
    ),
    "bank.publish_version": lambda w: bank.publish_version(
        question=Question.objects.create(),
        content=version_content(),
        quotes=(),
        revision=None,
        actor=w.alice,
        now=NOW,
    ),
    "bank.retire": lambda w: bank.retire(question=Question.objects.create(), actor=None, now=NOW),
    "bank.write_question": lambda w: bank.write_question(
        author=w.alice, public_id=uuid4(), written=written(), now=NOW
    ),
    "bank.rewrite_question": lambda w: bank.rewrite_question(
        question=factories.make_version().question,
        author=w.alice,
        written=written(),
        now=NOW,
        number=1,
        change="new_content",
        note="",
    ),
    "bank.retire_many": lambda w: bank.retire_many(questions=[of_alice(w)], actor=w.alice, now=NOW),
    "bank.put_back": lambda w: bank.put_back(questions=[retired(w)], actor=w.alice, now=NOW + DAY),
    "bank.tag": lambda w: bank.tag(
        questions=[of_alice(w)], add=[], remove=[], new_topic="Routes", actor=w.alice, now=NOW
    ),
    "bank.undo": lambda w: (retired(w), bank.undo(at=NOW, actor=w.alice, now=NOW + DAY)),
    "bank.move": lambda w: bank.move(
        questions=[of_alice(w)], article=w.quiz.article, note="", actor=w.alice, now=NOW
    ),
    "bank.delete": lambda w: bank.delete(
        question=Question.objects.get(pk=of_alice(w)), actor=w.alice, now=NOW
    ),
    "bank.restore_version": lambda w: bank.restore_version(
        version=factories.make_version(),
        author=w.alice,
        number=1,
        change="new_content",
        note="",
        now=NOW,
    ),
    "bank.locked": None,
    "bank.content_of": None,
    "bank.keep_media": lambda w: bank.keep_media(
        content=png(), alt="A line", owner=w.alice, now=NOW
    ),
    "classrooms.create": lambda w: classrooms.create(
        name="New", time_zone="UTC", teacher=w.alice, now=NOW
    ),
    "classrooms.enroll": lambda w: classrooms.enroll(
        classroom=w.classroom, user=w.carol, role="student", actor=w.alice, now=NOW
    ),
    "grading.accept_late_step": lambda w: grading.accept_late_step(
        step=late_step(w), actor=w.alice, reason="The bus was late.", now=NOW + DAY
    ),
    "jobs.enqueue": job_of,
    "jobs.request_cancel": lambda w: jobs.request_cancel(job=job_of(w), actor=w.bob, now=NOW),
    "jobs.try_again": lambda w: jobs.try_again(job=failed_job(w), actor=w.bob, now=NOW),
    "jobs.take": held_job,
    "jobs.beat": lambda w: jobs.beat(job=held_job(w), now=NOW),
    "jobs.hold": None,
    "jobs.tries": None,
    "jobs.advance": lambda w: jobs.advance(
        job=held_job(w), checkpoint={"next": 1}, done_count=1, now=NOW
    ),
    "jobs.finish": lambda w: jobs.finish(job=held_job(w), result={}, now=NOW),
    "jobs.cancel": lambda w: jobs.cancel(job=held_job(w), now=NOW),
    "jobs.fail": failed_job,
    "jobs.put_back": lambda w: jobs.put_back(job=held_job(w), now=NOW, due_at=NOW),
    "jobs.take_up_the_dead": lambda w: (
        held_job(w),
        jobs.take_up_the_dead(now=NOW + DAY, silent_for=DAY / 2),
    ),
    "jobs.begin_round": lambda w: jobs.begin_round(name="tea", every=DAY, now=NOW),
    "jobs.end_round": lambda w: (
        jobs.begin_round(name="tea", every=DAY, now=NOW),
        jobs.end_round(name="tea", now=NOW),
    ),
    "jobs.remove_old": lambda w: (failed_job(w), jobs.remove_old(now=NOW + 99 * DAY)),
    "records.erase_account": lambda w: records.erase_account(user=w.carol, actor=w.carol, now=NOW),
    "records.wish_to_leave": lambda w: records.wish_to_leave(user=w.bob, now=NOW),
    "records.withdraw_wish": lambda w: (
        records.wish_to_leave(user=w.bob, now=NOW),
        records.withdraw_wish(user=w.bob, now=NOW),
    ),
    **COMPOSING,
    "review.report": lambda w: review.report(
        item=take(w.quiz, w.carol).items.first(), reporter=w.carol, reason="key", text="", now=NOW
    ),
    "sharing.share": shared_quiz,
    "sharing.unshare": lambda w: sharing.unshare(
        thing=shared_quiz(w), person=w.dan, actor=w.alice, now=NOW
    ),
    "site.configure": lambda w: site.configure(
        changes={"name": "Our school"}, actor=w.alice, now=NOW
    ),
    "site.invite": invited,
    "site.revoke_invitation": lambda w: (
        invited(w),
        site.revoke_invitation(invitation=Invitation.objects.get(), actor=w.alice, now=NOW),
    ),
    "site.ask_to_teach": asked,
    "site.withdraw_request": lambda w: (asked(w), site.withdraw_request(user=w.carol, now=NOW)),
    "site.decide_request": lambda w: site.decide_request(
        request=asked(w), is_granted=True, actor=w.alice, now=NOW
    ),
    "site.make_teacher": None,
    "site.use_invitation": lambda w: site.use_invitation(token=invited(w), user=w.carol, now=NOW),
}

for subject in SUBJECTS:
    ACTS |= subject.ACTS
    UNRECORDED |= subject.UNRECORDED


def public_services():
    """Yield "area.function" of every public function of the services."""
    for found in walk_packages(services.__path__, f"{services.__name__}."):
        module = import_module(found.name)
        area = found.name.split(".")[2]
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == found.name:
                yield f"{area}.{name}"


def test_every_service_is_listed():
    assert set(public_services()) == set(ACTS)


@pytest.mark.parametrize("act", [act for act in ACTS if ACTS[act]])
def test_every_act_is_on_record(world, act):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ACTS[act](world)
    assert any(query["sql"].startswith(("INSERT", "UPDATE")) for query in queries)
    names = set(AuditRecord.objects.values_list("action", flat=True))
    assert names - set(acts.ACTS) == set(), "the record of acts has no words for it"
    written = {name.split(".")[0] for name in AuditRecord.objects.values_list("action", flat=True)}
    assert act.split(".")[0] in written or act in UNRECORDED


@pytest.mark.parametrize("act", [act for act in ACTS if ACTS[act] and act not in UNRECORDED])
def test_a_record_says_when_and_keeps_its_seal(world, act):
    before = set(AuditRecord.objects.values_list("pk", flat=True))
    ACTS[act](world)
    records = AuditRecord.objects.exclude(pk__in=before)
    assert records.count() >= 1
    for record in AuditRecord.objects.all():
        assert record.at is not None
        assert record.seal == record.sealed(), record.action
