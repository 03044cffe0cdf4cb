"""Acts, each done once: what `test_audit` looks at."""

from quizzes.models.attempts import Attempt
from quizzes.services import attempts
from tests.factories import NOW, take


def learned_by(act):
    """Return an act that takes in what Bob sees of an attempt, as if it had not been before."""

    def learn(world):
        take(world.quiz, world.carol)
        Attempt.objects.look_again()
        return act(world)

    return learn


# None: another act of the table does it.
ACTS = {
    "attempts.learn_what_is_shown": learned_by(
        lambda w: attempts.learn_what_is_shown(student=w.carol, now=NOW)
    ),
    "attempts.learn_overdue": learned_by(lambda w: attempts.learn_overdue(now=NOW)),
    "attempts.learn_everything": learned_by(lambda w: attempts.learn_everything(now=NOW)),
    "attempts.rebuild_progress": learned_by(
        lambda w: attempts.rebuild_progress(student=w.carol, now=NOW)
    ),
    **dict.fromkeys(
        f"attempts.{act}"
        for act in (
            "forget",
            "learn_handed_in",
            "learn_practised",
            "note_firsts",
            "refresh_firsts",
            "refresh_whole",
            "settle_firsts",
        )
    ),
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = dict.fromkeys(
    ACTS, "cache of steps, marks and judgments, whose acts are on record; made again at any time"
)
