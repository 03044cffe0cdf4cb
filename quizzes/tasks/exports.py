"""Exports of a class's scores, of which many take longer than anybody waits for a page.

A worker that is killed leaves nothing behind: the next one begins anew.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models.assignments import Assignment
from quizzes.models.classrooms import Classroom
from quizzes.models.jobs import JobFile
from quizzes.queries.grading.scores.files import Wish, made
from quizzes.tasks.base import Hopeless, Kind, Work


def run(work: Work) -> Mapping[str, Any]:
    """Make the file that was asked for; its owner must still teach the class."""
    asked = work.arguments
    owner = work.job.owner
    taught = Classroom.objects.taught_by(owner) if owner else Classroom.objects.none()
    classroom = taught.filter(public_id=asked["classroom"]).first()
    if classroom is None:
        raise Hopeless("Whoever asked for it does not teach this class any more.")
    assignment = None
    if asked.get("assignment"):
        given = Assignment.objects.filter(classroom=classroom).select_related("quiz")
        assignment = given.get(public_id=asked["assignment"])
    total = 0

    def tell(done: int, of: int) -> None:
        nonlocal total
        total = of
        with work.step({}, done=done, total=of):
            pass

    file = made(Wish(asked["wish"]), classroom, assignment, timezone.now(), tell)
    with work.step({}, done=total, total=total):
        JobFile.objects.update_or_create(
            job=work.job,
            defaults={
                "name": file.name,
                "media_type": file.media_type,
                "content": file.content,
            },
        )
    return {"file": file.name}


KIND = Kind(label=_("A file of scores"), run=run, tries=2)
