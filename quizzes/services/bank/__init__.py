"""The question bank: writing questions, acts on many of them, restoring, deleting."""

from quizzes.services.bank.accepting import accept_answer
from quizzes.services.bank.many import (
    MOST_AT_ONCE,
    MOST_MOVED,
    Left,
    NothingToUndo,
    Outcome,
    put_back,
    retire_many,
    tag,
    undo,
)
from quizzes.services.bank.moving import move
from quizzes.services.bank.removing import QuestionUsed, delete, restore_version
from quizzes.services.bank.writing import (
    Content,
    VersionConflict,
    Written,
    content_of,
    keep_media,
    publish_version,
    retire,
    rewrite_question,
    write_question,
)

__all__ = [
    "MOST_AT_ONCE",
    "MOST_MOVED",
    "Content",
    "Left",
    "NothingToUndo",
    "Outcome",
    "QuestionUsed",
    "VersionConflict",
    "Written",
    "accept_answer",
    "content_of",
    "delete",
    "keep_media",
    "move",
    "publish_version",
    "put_back",
    "restore_version",
    "retire",
    "retire_many",
    "rewrite_question",
    "tag",
    "undo",
    "write_question",
]
