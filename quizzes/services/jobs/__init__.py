"""Jobs: asking for long work, calling it off, doing it step by step; and work by the clock."""

from quizzes.services.jobs.asking import AlreadyAsked, enqueue, request_cancel, try_again
from quizzes.services.jobs.clock import begin_round, end_round, remove_old
from quizzes.services.jobs.working import (
    Lost,
    advance,
    beat,
    cancel,
    fail,
    finish,
    hold,
    put_back,
    take,
    take_up_the_dead,
    tries,
)

__all__ = [
    "AlreadyAsked",
    "Lost",
    "advance",
    "beat",
    "begin_round",
    "cancel",
    "end_round",
    "enqueue",
    "fail",
    "finish",
    "hold",
    "put_back",
    "remove_old",
    "request_cancel",
    "take",
    "take_up_the_dead",
    "tries",
    "try_again",
]
