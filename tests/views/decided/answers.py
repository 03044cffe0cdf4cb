"""What a route answers each role."""

from typing import NamedTuple

LOGIN = 302  # to the login page, and for some routes to where the person may be


# How the routes begin that an assistant of the class gets as its teacher does.
OF_THE_CLASS = ("assignment-", "attempt-", "class-")


class Answers(NamedTuple):
    """What each role gets: logged out, Bob (whose it is), Carol, Alice (his teacher), Dan.

    Fay assists in Alice's class: unless said otherwise she gets what Alice gets about the class's
    assignments and attempts, and what Dan gets of the rest.

    With Erin, a teacher, Alice shares an article, a question and a quiz: to see them, and to change
    them where the role is `erin_edits`. Unless said otherwise she gets what Dan gets, and no more
    if she may change them.
    """

    nobody: int
    bob: int
    carol: int
    alice: int
    dan: int
    method: str = "get"
    other_method: int = 405
    erin: int | None = None
    erin_edits: int | None = None
    fay: int | None = None

    def of(self, role: str, name: str) -> int:
        """Return what a role gets of a route."""
        if role == "fay" and self.fay is None:
            return self.alice if name.startswith(OF_THE_CLASS) else self.dan
        said = {
            "erin": (self.erin, self.dan),
            "erin_edits": (self.erin_edits, self.erin, self.dan),
        }.get(role) or (getattr(self, role),)
        return next(status for status in said if status is not None)


OPEN_TO_ALL = Answers(200, 200, 200, 200, 200)
FOR_ANYBODY_SIGNED_IN = Answers(LOGIN, 200, 200, 200, 200)
DEBUG_ONLY = Answers(404, 404, 404, 404, 404)
SHARED = Answers(LOGIN, 404, 404, 200, 404, other_method=422, erin=200)
