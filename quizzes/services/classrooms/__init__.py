"""Classes: making one, and who comes in."""

from quizzes.services.classrooms.making import create, enroll

__all__ = [
    "create",
    "enroll",
]
