"""Acts, each done once: what `test_audit` looks at."""

from quizzes.services import attempts
from tests.factories import NOW

# None: another act of the table does it.
ACTS = {
    "attempts.refresh_firsts": None,
    "attempts.learn_what_is_shown": lambda w: attempts.learn_what_is_shown(student=w.bob, now=NOW),
    "attempts.learn_overdue": lambda w: attempts.learn_overdue(now=NOW),
    "attempts.learn_everything": lambda w: attempts.learn_everything(now=NOW),
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = dict.fromkeys(
    ACTS, "cache of steps, marks and judgments, whose acts are on record; made again at any time"
)
