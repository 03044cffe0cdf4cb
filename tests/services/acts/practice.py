"""Acts, each done once: what `test_audit` looks at."""

# None: another act of the table does it.
ACTS = {}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {}
