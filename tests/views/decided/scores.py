"""What the routes of the class book, its exports, a student's scores answer each role."""

from quizzes.models.jobs import Job, JobFile
from tests.factories import NOW
from tests.views.decided.answers import FOR_ANYBODY_SIGNED_IN, LOGIN, Answers

# The teacher's, and the assistant's: seeing. What only a teacher of the class may do: fay=404.
OF_THE_BOOK = Answers(LOGIN, 404, 404, 200, 404)

DECISIONS: dict[str, Answers] = {
    # Anybody's, who may teach or assist somewhere.
    "scores": FOR_ANYBODY_SIGNED_IN,
    "class-scores": OF_THE_BOOK,
    "class-scores-student": OF_THE_BOOK,
    "class-scores-student-file": OF_THE_BOOK,
    "class-scores-changes": OF_THE_BOOK,
    "class-scores-release": OF_THE_BOOK,
    # A POST that sends nothing leaves the categories as they are.
    "class-scores-adding-up": OF_THE_BOOK._replace(other_method=302, fay=404),
    "class-scores-counting": Answers(LOGIN, 404, 404, 302, 404, "post", fay=404),
    "class-scores-file": OF_THE_BOOK._replace(method="post"),
    "assignment-hold": Answers(LOGIN, 404, 404, 302, 404, "post", fay=404),
    # A student's own: not a teacher's, who has none.
    "class-own-scores": Answers(LOGIN, 200, 404, 404, 404),
    "job-file": Answers(LOGIN, 200, 404, 404, 404),
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {
    "class-scores-file": {"wish": "book-csv"},
    "class-scores-counting": {"are_missing_zero": "1", "grade_scale": "50 A\n0 B"},
}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    of_bob = [world.classroom.public_id, world.bob.public_id]
    return {
        "class-scores-student": of_bob,
        "class-scores-student-file": of_bob,
        "job-file": [finished_job(world.bob).public_id],
    }


def finished_job(owner):
    """Return a job that has made a file."""
    job = Job.objects.create(
        kind="export", owner=owner, state="done", due_at=NOW, created_at=NOW, finished_at=NOW
    )
    JobFile.objects.create(job=job, name="a.csv", media_type="text/csv", content=b"a")
    return job
