"""Taking a class list in: all of it in the last step; called off before, it has done nothing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from quizzes.engine.words import Refused
from quizzes.models.accounts import User
from quizzes.models.classrooms import Classroom, RosterUpload
from quizzes.services import classrooms, jobs
from quizzes.tasks.base import Kind, Work


def run(work: Work) -> Mapping[str, Any]:
    """Take the list in; return how many people it has brought, or why it was not taken in."""
    if work.checkpoint:
        return work.checkpoint
    owner = work.job.owner
    uploads = RosterUpload.objects.select_related("classroom", "uploaded_by")
    upload = uploads.filter(pk=work.arguments["upload"]).first()
    # Thrown away meanwhile; or who asked for it teaches the class no more.
    if upload is None or owner is None or not _may(owner, upload):
        return {"gone": True}
    total = len(upload.cells)
    with work.step({}, done=0, total=total):
        # Called off until here, it has done nothing.
        pass
    try:
        return _taken_in(work, upload, owner, total)
    except Refused as error:
        return {"refused": str(error)}


def _may(owner: User, upload: RosterUpload) -> bool:
    return Classroom.objects.led_by(owner).filter(pk=upload.classroom_id).exists()


def _taken_in(work: Work, upload: RosterUpload, owner: User, total: int) -> Mapping[str, Any]:
    with work.step({}, done=total, total=total) as now:
        done = classrooms.take_in_roster(
            upload=upload,
            agreed=work.arguments["agreed"],
            actor=owner,
            now=now,
            address=work.arguments["address"],
        )
        # With what it wrote: a worker that is killed now has told its result all the same.
        jobs.advance(
            job=work.job, checkpoint=done.counts(), done_count=total, total_count=total, now=now
        )
    return done.counts()


# Tried again: two lists at one moment may give one user name, of which the database lets one pass.
KIND = Kind(label=_("Class list"), run=run, tries=3)
