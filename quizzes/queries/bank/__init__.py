"""The question bank: finding questions, rows of a list, likeness, and what supports a question.

A page that lists questions asks in this order: `shelf_of` for what can be chosen, a form for the
`BankFilter`, `found` for the keys of all that match, `rows` for the ones of its page.
"""

from quizzes.queries.bank.dossier import Dossier, dossier_of, is_used
from quizzes.queries.bank.drafts import DraftRow, drafts_of
from quizzes.queries.bank.finding import Author, BankFilter, Flag, Order, Status, Use, found
from quizzes.queries.bank.likeness import Similar, alike_groups, alike_to, similar_questions
from quizzes.queries.bank.rows import BankRow, rows
from quizzes.queries.bank.shelf import Shelf, Shelved, shelf_of, topics_seen
from quizzes.queries.bank.versions import evidence_by_version, newest_version

__all__ = [
    "Author",
    "BankFilter",
    "BankRow",
    "Dossier",
    "DraftRow",
    "Flag",
    "Order",
    "Shelf",
    "Shelved",
    "Similar",
    "Status",
    "Use",
    "alike_groups",
    "alike_to",
    "dossier_of",
    "drafts_of",
    "evidence_by_version",
    "found",
    "is_used",
    "newest_version",
    "rows",
    "shelf_of",
    "similar_questions",
    "topics_seen",
]
