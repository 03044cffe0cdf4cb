"""The question bank: finding questions, rows of a list, likeness, and what supports a question.

A page that lists questions asks in this order: `shelf_of` for what can be chosen, a form for the
`BankFilter`, `found` for the keys of all that match, `rows` for the ones of its page.
"""

from quizzes.queries.bank.drafts import DraftRow, drafts_of
from quizzes.queries.bank.finding import Author, BankFilter, Flag, Order, Status, Use, found
from quizzes.queries.bank.rows import BankRow, rows
from quizzes.queries.bank.shelf import Shelf, Shelved, shelf_of
from quizzes.queries.bank.versions import evidence_by_version, newest_version, questions_listed

__all__ = [
    "Author",
    "BankFilter",
    "BankRow",
    "DraftRow",
    "Flag",
    "Order",
    "Shelf",
    "Shelved",
    "Status",
    "Use",
    "drafts_of",
    "evidence_by_version",
    "found",
    "newest_version",
    "questions_listed",
    "rows",
    "shelf_of",
]
