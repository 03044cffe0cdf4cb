"""Acts, each done once: what `test_audit` looks at."""

# None: another act of the table does it.
ACTS = {"notices.tell": None}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {"notices.tell": "the row is itself the record, of an act that is recorded"}
