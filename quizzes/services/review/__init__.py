"""Review: what a student says about a question after seeing it."""

from quizzes.services.review.answering import ReportAnswered, answer_report
from quizzes.services.review.reporting import report

__all__ = [
    "ReportAnswered",
    "answer_report",
    "report",
]
