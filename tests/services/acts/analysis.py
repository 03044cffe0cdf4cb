"""Acts, each done once: what `test_audit` looks at."""

from quizzes.engine.progress.estimating import Difficulty
from quizzes.models.bank import Question
from quizzes.services import analysis
from tests.factories import NOW

# None: another act of the table does it.
ACTS = {
    "analysis.keep_difficulties": lambda w: analysis.keep_difficulties(
        difficulties={Question.objects.order_by("pk")[0].pk: Difficulty(0.5, 0.3, 40)}, now=NOW
    ),
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {}
