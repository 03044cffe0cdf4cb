"""Practising: a session of what came back, judged by its student."""

from quizzes.services.practice.ending import end, end_untouched
from quizzes.services.practice.judging import CannotJudge, bury, judge, skip, undo
from quizzes.services.practice.saving import save
from quizzes.services.practice.starting import Begun, CannotPractise, start, start_with

__all__ = [
    "Begun",
    "CannotJudge",
    "CannotPractise",
    "bury",
    "end",
    "end_untouched",
    "judge",
    "save",
    "skip",
    "start",
    "start_with",
    "undo",
]
