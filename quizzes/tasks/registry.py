"""The kinds of jobs, by hand."""

from quizzes.tasks import mail, regrade
from quizzes.tasks.base import Kind

KINDS: dict[str, Kind] = {
    "mail": mail.KIND,
    "regrade": regrade.KIND,
}
