"""How well mastery predicts students who are not its model: `python -m tests.load.mastery`."""
