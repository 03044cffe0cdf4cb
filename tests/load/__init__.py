"""Load and fault runs against the real server: `python -m tests.load.attempts`, `…load.kills`."""
