"""Acts, each done once: what `test_audit` looks at."""

from quizzes.services import records
from tests.factories import NOW

# None: another act of the table does it.
ACTS = {
    "records.blank_texts": None,
    "records.note_export": lambda w: records.note_export(user=w.bob, actor=w.alice, now=NOW),
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {}
