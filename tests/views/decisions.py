"""What each route answers each role: a new route is a line in DECISIONS."""

from typing import NamedTuple

LOGIN = 302  # to the login page, and for some routes to where the person may be


# How the routes begin that an assistant of the class gets as its teacher does.
OF_THE_CLASS = ("assignment-", "attempt-")


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

# Bob's attempts: one open, one handed in, both at an assignment of Alice's class.
DECISIONS = {
    "home": OPEN_TO_ALL,
    "healthz": OPEN_TO_ALL,
    "readyz": OPEN_TO_ALL,
    "gallery": DEBUG_ONLY,
    "media": FOR_ANYBODY_SIGNED_IN,
    "privacy": OPEN_TO_ALL,
    # Whoever comes: it asks for a log-in, and answers that somebody else is logged in.
    "log-in-here": OPEN_TO_ALL._replace(other_method=422),
    "log-in-here-code": OPEN_TO_ALL._replace(method="post"),
    "own-data": FOR_ANYBODY_SIGNED_IN,
    "own-data-file": FOR_ANYBODY_SIGNED_IN,
    "account-delete": FOR_ANYBODY_SIGNED_IN._replace(other_method=200),
    "account-stay": Answers(LOGIN, 302, 302, 302, 302, "post"),
    "device-end": Answers(LOGIN, 302, 404, 404, 404, "post"),
    "profile": FOR_ANYBODY_SIGNED_IN._replace(other_method=200),
    "teacher-request": FOR_ANYBODY_SIGNED_IN._replace(other_method=422),
    # Without a token there is none.
    "invitation": Answers(410, 410, 410, 410, 410, other_method=410),
    # An administrator's; tests/views/accounts/test_people.py has one.
    "people": Answers(LOGIN, 403, 403, 403, 403),
    "people-invite": Answers(LOGIN, 403, 403, 403, 403, "post"),
    "people-decide": Answers(LOGIN, 403, 403, 403, 403, "post"),
    "people-revoke": Answers(LOGIN, 403, 403, 403, 403, "post"),
    "history": FOR_ANYBODY_SIGNED_IN,
    "job-detail": Answers(LOGIN, 200, 404, 404, 404),
    "job-cancel": Answers(LOGIN, 302, 404, 404, 404, "post"),
    "article-detail": FOR_ANYBODY_SIGNED_IN,
    "reading-settings": Answers(LOGIN, 302, 302, 302, 302, "post"),
    # Everybody's own, at an article of the library.
    "article-highlight": Answers(LOGIN, 204, 204, 204, 204, "post"),
    "article-note": Answers(LOGIN, 200, 200, 200, 200, "post"),
    "quiz-detail": FOR_ANYBODY_SIGNED_IN,
    "quiz-start": Answers(LOGIN, 302, 302, 302, 302, "post"),
    "assignment-detail": Answers(LOGIN, 200, 404, 404, 404),
    "assignment-start": Answers(LOGIN, 302, 404, 404, 404, "post"),
    "attempt-take": Answers(LOGIN, 200, 404, 404, 404),
    "attempt-answer": Answers(LOGIN, 302, 404, 404, 404, "post"),
    "attempt-save": Answers(401, 200, 404, 404, 404, "post"),
    "attempt-flag": Answers(LOGIN, 204, 404, 404, 404, "post"),
    "attempt-strike": Answers(LOGIN, 204, 404, 404, 404, "post"),
    "attempt-place": Answers(LOGIN, 204, 404, 404, 404, "post"),
    "attempt-clock": Answers(LOGIN, 200, 404, 404, 404),
    "attempt-question": Answers(LOGIN, 200, 404, 404, 404),
    "attempt-submit": Answers(LOGIN, 200, 404, 404, 404, other_method=302),
    "attempt-review": Answers(LOGIN, 200, 404, 200, 404),
    "attempt-receipt": Answers(LOGIN, 200, 404, 200, 404),
    "attempt-evidence": Answers(LOGIN, 200, 404, 200, 404),
    "attempt-report": Answers(LOGIN, 302, 404, 302, 404, "post", other_method=200),
    "teach": Answers(LOGIN, 403, 403, 200, 200),
    "assignment-attempts": Answers(LOGIN, 404, 404, 200, 404),
    "assignment-release": Answers(LOGIN, 404, 404, 302, 404, "post", fay=404),
    "attempt-accept-late": Answers(LOGIN, 404, 404, 302, 404, "post"),
    # About a quiz of Alice's own.
    "quiz-coverage": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "quiz-preview": Answers(LOGIN, 404, 404, 200, 404, other_method=302, erin=200),
    "quiz-copy": Answers(LOGIN, 404, 404, 302, 404, "post", erin=302),
    "quiz-paper": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "quiz-paper-file": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "quiz-paper-page": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "receipt-check": Answers(LOGIN, 403, 403, 200, 200),
    "questions": Answers(LOGIN, 403, 403, 200, 200),
    # Nothing is ticked, which leads back to the list.
    "questions-bulk": Answers(LOGIN, 403, 403, 302, 302, other_method=302),
    "questions-undo": Answers(LOGIN, 403, 403, 302, 302, "post"),
    "questions-export": Answers(LOGIN, 403, 403, 302, 302),
    "questions-alike": Answers(LOGIN, 403, 403, 200, 200),
    "question-detail": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "question-compare": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "question-restore": Answers(LOGIN, 404, 404, 302, 404, "post", erin_edits=302),
    "question-retire": Answers(LOGIN, 404, 404, 302, 404, "post", erin_edits=302),
    "question-put-back": Answers(LOGIN, 404, 404, 302, 404, "post", erin_edits=302),
    "question-delete": Answers(LOGIN, 404, 404, 200, 404, other_method=302),
    "question-new": Answers(LOGIN, 403, 403, 200, 200),
    "question-create": Answers(LOGIN, 403, 403, 200, 200, other_method=422),
    # A new question of whoever teaches; the draft that is thrown away is Alice's.
    "editing-draft-save": Answers(401, 403, 403, 200, 200, "post"),
    "editing-draft-discard": Answers(LOGIN, 403, 403, 200, 404, "post"),
    "question-edit": Answers(LOGIN, 404, 404, 200, 404, other_method=422, erin_edits=200),
    "quizzes": Answers(LOGIN, 403, 403, 200, 200),
    "quiz-new": Answers(LOGIN, 403, 403, 200, 200, other_method=422),
    "quiz-compose": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    # No button is named: whoever may change the quiz is told that nothing was asked.
    "quiz-change": Answers(LOGIN, 404, 404, 400, 404, "post", erin_edits=400),
    "quiz-settings": Answers(LOGIN, 404, 404, 200, 404, other_method=422, erin_edits=200),
    "quiz-archive": Answers(LOGIN, 404, 404, 302, 404, "post"),
    "quiz-delete": Answers(LOGIN, 404, 404, 200, 404, other_method=302),
    # The owner's page; the colleague's says who shares it and how far.
    "article-share": SHARED,
    "question-share": SHARED,
    "quiz-share": SHARED,
    # An article of Alice's own; a new one is anybody's who teaches.
    "articles": Answers(LOGIN, 403, 403, 200, 200),
    "article-new": Answers(LOGIN, 403, 403, 200, 200, other_method=422),
    "article-edit": Answers(LOGIN, 404, 404, 200, 404, other_method=422, erin_edits=200),
    "article-history": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "article-revision": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "article-difference": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "article-archive": Answers(LOGIN, 404, 404, 302, 404, "post"),
    "article-delete": Answers(LOGIN, 404, 404, 200, 404, other_method=302),
}
