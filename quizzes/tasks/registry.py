"""The kinds of jobs, by hand."""

from quizzes.tasks import exports, mail, regrade, roster
from quizzes.tasks.base import Kind

KINDS: dict[str, Kind] = {
    "export": exports.KIND,
    "mail": mail.KIND,
    "roster": roster.KIND,
    "regrade": regrade.KIND,
}
