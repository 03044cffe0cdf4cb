"""Progress: taking answers in, cards, mastery; values in, rows out."""

from quizzes.services.progress.practising import bury, set_practice
from quizzes.services.progress.rebuilding import follow_authors, rebuild
from quizzes.services.progress.taking_in import take_in

__all__ = ["bury", "follow_authors", "rebuild", "set_practice", "take_in"]
