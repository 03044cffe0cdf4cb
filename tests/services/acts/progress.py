"""Acts, each done once: what `test_audit` looks at."""

from quizzes.models.bank import Question
from quizzes.services import progress
from tests.factories import NOW
from tests.services.learning import entry_of

# None: another act of the table does it.
ACTS = {
    "progress.take_in": lambda w: progress.take_in(
        student=w.bob, entries=[entry_of(w.quiz)], now=NOW
    ),
    "progress.set_practice": lambda w: progress.set_practice(
        student=w.bob, daily_limit=10, retention=0.85, now=NOW
    ),
    "progress.bury": lambda w: progress.bury(
        student=w.bob, question=Question.objects.first(), until=NOW
    ),
    "progress.rebuild": lambda w: (
        progress.take_in(student=w.bob, entries=[entry_of(w.quiz)], now=NOW),
        progress.rebuild(students=[w.bob], now=NOW),
    ),
    "progress.follow_authors": lambda w: (
        progress.take_in(student=w.bob, entries=[entry_of(w.quiz)], now=NOW),
        progress.follow_authors(now=NOW),
    ),
    "progress.write_cards": None,
    "progress.write_masteries": None,
    "progress.store_cards": None,
    "progress.store_masteries": None,
    "progress.card_row": None,
    "progress.mastery_row": None,
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {
    "progress.take_in": "a cache of marks, whose acts are on record",
    "progress.rebuild": "a cache of marks, whose acts are on record",
    "progress.follow_authors": "a cache of answers; what authors do is on record",
    "progress.bury": "what one puts aside is one's own business",
}
