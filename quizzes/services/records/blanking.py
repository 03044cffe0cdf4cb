"""What a person wrote in their own words, taken out of what stays: steps, marks, looks, reports.

A step never changes, but here: who has the right to be forgotten may have told of themselves in an
essay. The privacy page says what stands in its place, the record how many there were.
"""

from typing import Any

from django.db.models import Q

from quizzes.models.accounts import User
from quizzes.models.attempts import AcceptedLateStep, Attempt, Mark, Step
from quizzes.models.audit import AuditRecord
from quizzes.models.grading import GradingAct, SecondLook
from quizzes.models.review import QuestionReport

# A text, so that the answer stays an answer: its state, its mark and its length of history hold.
BLANKED = "[erased]"
# Kinds whose answer is a text that a person reads. What a key is compared with stays.
IN_OWN_WORDS = ("essay",)
# What records of acts call such texts.
TOLD = frozenset({"text", "answer", "comment"})


def blank_texts(user: User) -> dict[str, int]:
    """Blank what somebody wrote, and what was written to them; return how many rows of each.

    Within the caller's transaction.
    """
    of_user = Q(item__attempt__student=user)
    steps = Step.objects.filter(of_user, item__version__kind__in=IN_OWN_WORDS)
    marks = Mark.objects.filter(of_user).exclude(comment="", reason="")
    looks = SecondLook.objects.filter(asked_by=user)
    accepted = AcceptedLateStep.objects.filter(step__item__attempt__student=user).exclude(reason="")
    _sealed_anew(accepted, reason="")
    overrides = GradingAct.objects.filter(kind=GradingAct.Kind.OVERRIDE)
    overrides.filter(items__item__attempt__student=user).update(reason="")
    _blank_records(user)
    return {
        "steps": _sealed_anew(steps, raw=BLANKED),
        "marks": _sealed_anew(marks, comment="", reason=""),
        "looks": looks.update(text=BLANKED, answer=""),
        "reports": QuestionReport.objects.filter(reporter=user).update(text="", answer=""),
    }


def _blank_records(user: User) -> None:
    """Take the same texts out of the records of acts, which tell what was asked and answered."""
    asked = [
        key
        for rows in (
            SecondLook.objects.filter(asked_by=user),
            QuestionReport.objects.filter(reporter=user),
            Attempt.objects.filter(student=user),
        )
        for key in rows.values_list("public_id", flat=True)
    ]
    for record in AuditRecord.objects.filter(subject_id__in=asked).select_for_update():
        if not record.reason and TOLD.isdisjoint([*record.before, *record.after]):
            continue
        record.reason = ""
        for said in (record.before, record.after):
            for name in TOLD & said.keys():
                said[name] = ""
        record.seal = record.sealed()
        record.save(update_fields=["before", "after", "reason", "seal"])


def _sealed_anew(rows: Any, **texts: str) -> int:
    count = 0
    for row in rows.select_for_update(of=("self",)):
        for name, text in texts.items():
            if getattr(row, name):
                setattr(row, name, text)
        row.seal = row.sealed()
        row.save(update_fields=[*texts, "seal"])
        count += 1
    return count
