"""The kinds of jobs, by hand."""

from quizzes.tasks import mail, roster
from quizzes.tasks.base import Kind

KINDS: dict[str, Kind] = {
    "mail": mail.KIND,
    "roster": roster.KIND,
}
