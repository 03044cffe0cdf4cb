"""Acts, each done once: what `test_audit` looks at."""

from quizzes.services import accounts, records
from tests.factories import NOW

# None: another act of the table does it.
ACTS = {
    "accounts.note_seeing_as": lambda w: accounts.note_seeing_as(
        user=w.bob, actor=w.alice, reason="Help", now=NOW, address=""
    ),
    "accounts.note_seen_as": lambda w: accounts.note_seen_as(
        user=w.bob, actor=w.alice, now=NOW, address=""
    ),
    "records.blank_texts": None,
    "records.note_export": lambda w: records.note_export(user=w.bob, actor=w.alice, now=NOW),
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {}
