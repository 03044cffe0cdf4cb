"""The code of a class: a new one, and which class a code opens."""

import secrets

from quizzes.engine.classes.joining import ALPHABET, LENGTH
from quizzes.models.classrooms import Classroom


def unused_code() -> str:
    """Return a code that no class has."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not Classroom.objects.filter(join_code=code).exists():
            return code
