"""What a person has written, given, shared and decided here, as rows of one's own data."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision, ArticleShare
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AcceptedLateStep, Mark
from quizzes.models.bank import Media, Question, QuestionShare, QuestionVersion, Topic
from quizzes.models.composition import Quiz, QuizShare
from quizzes.models.editing import EditingDraft
from quizzes.models.grading import GradingAct, MarkingDraft, Phrase, SecondLook
from quizzes.models.review import QuestionReport
from quizzes.models.site import Invitation, MailTemplate

Rows = Sequence[Mapping[str, Any]]


def made(user: User, _now: datetime) -> Rows:
    """Return what the user wrote and gave, by its names."""
    owned = (
        ("article", Article.objects.filter(owner=user).values_list("public_id")),
        ("question", Question.objects.filter(owner=user).values_list("public_id")),
        ("quiz", Quiz.objects.filter(owner=user).values_list("public_id")),
        ("assignment", Assignment.objects.filter(created_by=user).values_list("public_id")),
        ("image", Media.objects.filter(owner=user).values_list("public_id")),
        ("invitation", Invitation.objects.filter(made_by=user).values_list("public_id")),
        ("topic", Topic.objects.filter(owner=user).values_list("slug")),
        ("mail", MailTemplate.objects.filter(changed_by=user).values_list("name")),
        ("phrase", Phrase.objects.filter(owner=user).values_list("text")),
    )
    rows = [{"kind": kind, "id": str(key)} for kind, keys in owned for (key,) in keys]
    versions = QuestionVersion.objects.filter(created_by=user).order_by("pk")
    texts = versions.values_list("question__public_id", "number", "stem", "created_at")
    revisions = ArticleRevision.objects.filter(created_by=user).order_by("pk")
    titles = revisions.values_list("article__public_id", "number", "title", "created_at")
    return [
        *rows,
        *(
            {
                "kind": "version",
                "id": str(key),
                "number": number,
                "question": stem,
                "created_at": at,
            }
            for key, number, stem, at in texts
        ),
        *(
            {"kind": "revision", "id": str(key), "number": number, "article": title}
            | {"created_at": at}
            for key, number, title, at in titles
        ),
    ]


def drafts(user: User, _now: datetime) -> Rows:
    """Return what the user has typed and not published, field by field."""
    rows = EditingDraft.objects.visible_to(user).order_by("pk")
    marking = MarkingDraft.objects.filter(marker=user).order_by("pk")
    return [
        {
            "kind": each.subject,
            "text": each.title,
            "created_at": each.created_at,
            "changed_at": each.saved_at,
            "typed": [{"name": name, "value": value} for name, value in each.posted],
        }
        for each in rows
    ] + [
        {"kind": "marking", "text": text, "changed_at": at}
        for text, at in marking.values_list("comment", "saved_at")
    ]


def shares(user: User, _now: datetime) -> Rows:
    """Return what the user shares, and what is shared with the user; not with or by whom."""
    tables = (
        ("article", ArticleShare.objects, "article__public_id"),
        ("question", QuestionShare.objects, "question__public_id"),
        ("quiz", QuizShare.objects, "quiz__public_id"),
    )
    return [
        {"kind": kind, "id": str(key), "is_own": by == user.pk, "may_edit": may_edit, "at": at}
        for kind, shares, column in tables
        for key, by, may_edit, at in shares.filter(Q(person=user) | Q(shared_by=user))
        .order_by("pk")
        .values_list(column, "shared_by", "may_edit", "shared_at")
    ]


def decisions(user: User, _now: datetime) -> Rows:
    """Return what the user decided about answers of others, without whose they are."""
    looks = SecondLook.objects.filter(Q(answered_by=user) | Q(addressee=user))
    found = (
        ("mark", Mark.objects.filter(marker=user), "at", "reason"),
        ("late_answer", AcceptedLateStep.objects.filter(accepted_by=user), "at", "reason"),
        ("act", GradingAct.objects.filter(by=user), "at", "reason"),
        ("undone_act", GradingAct.objects.filter(undone_by=user), "undone_at", "reason"),
        ("report", QuestionReport.objects.filter(answered_by=user), "answered_at", "answer"),
        ("second_look", looks, "answered_at", "answer"),
    )
    return [
        {"kind": kind, "at": moment, "reason": text}
        for kind, rows, at, words in found
        for moment, text in rows.order_by("pk").values_list(at, words)
    ]
