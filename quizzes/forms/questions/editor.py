"""A question's whole editing form: its words, its kind's part, and why there is a new version."""

from collections.abc import Sequence
from functools import cached_property
from random import Random
from uuid import UUID, uuid4

from django.http import QueryDict

from quizzes.engine.kinds.base import InvalidSpec, Warned, dump_spec, load_spec
from quizzes.engine.kinds.registry import kind_of
from quizzes.engine.words import Refused
from quizzes.forms.drafts import kept_entries
from quizzes.forms.questions import SPEC_PARTS
from quizzes.forms.questions.acts import Done, act
from quizzes.forms.questions.parts import Part, posted_by
from quizzes.forms.questions.question import PublishingPart, QuestionPart, question_entries
from quizzes.models.articles import ArticleRevision
from quizzes.models.bank import Evidence, QuestionVersion, Topic
from quizzes.services.bank import Content, VersionConflict, Written
from quizzes.services.editing import Posted
from quizzes.templatetags.words import words

QUESTION, SPEC, PUBLISHING = "q", "spec", "p"
ID = "id"


class Editor:
    """The parts of the form, made of what was posted. It never saves.

    `articles` and `topics` are those that the author may choose; a question that is there already
    is `is_new=False`, and says why it is changed.
    """

    def __init__(
        self,
        kind: str,
        posted: QueryDict,
        *,
        is_new: bool,
        articles: Sequence[ArticleRevision],
        topics: Sequence[Topic],
        is_judged: bool = False,
    ) -> None:
        self.kind, self.posted, self.is_judged = kind_of(kind), posted, is_judged
        self.question = QuestionPart(
            posted, QUESTION, is_judged=is_judged, articles=articles, topics=topics
        )
        self.spec = SPEC_PARTS[kind](posted, SPEC, is_judged=is_judged)
        self.publishing = (
            None if is_new else PublishingPart(posted, PUBLISHING, is_judged=is_judged)
        )
        self.done = Done()
        self._is_valid: bool | None = None

    @property
    def public_id(self) -> UUID:
        """The id that a new question will have: sent twice, the form is still one question."""
        try:
            return UUID(self.posted.get(ID, ""))
        except ValueError:
            return uuid4()

    @property
    def language(self) -> str:
        """The language that the question is in: its article's."""
        return self.question.revision.language if self.question.revision else "en"

    @property
    def parts(self) -> list[Part]:
        """The parts that there are, in order."""
        return [part for part in (self.question, self.spec, self.publishing) if part is not None]

    def after(self, asked: str, rng: Random) -> "Editor":
        """Return the form after a button's act; `done` says what that was."""
        done = act(self.parts, self.posted, asked, rng)
        changed = Editor(
            self.kind.name,
            self.posted,
            is_new=self.publishing is None,
            articles=self.question.articles,
            topics=self.question.known_topics,
        )
        changed.done = done
        for part in changed.parts:
            part.go_on_in(done.focus)
        return changed

    def refuse(self, error: Refused) -> None:
        """Tell why it was not published; where there is a newer version, begin from that now."""
        self._is_valid = False
        self.question.add_error(None, words(error.message))
        if isinstance(error, VersionConflict):
            self.posted[f"{PUBLISHING}-number"] = str(error.number)
            # The draft, too, is one of that version from now on.
            self.posted["draft-base"] = str(error.number)

    @cached_property
    def kept(self) -> Posted:
        """What is typed, as names and values; nothing else that was posted with it."""
        own = tuple(f"{prefix}-" for prefix in (QUESTION, SPEC, PUBLISHING))
        return [
            [name, value]
            for name, value in kept_entries(self.posted)
            if name == ID or name.startswith(own)
        ]

    def is_valid(self) -> bool:
        """Return whether it can be published; what is wrong is told at its place, once."""
        if self._is_valid is None:
            self._is_valid = self._judge()
        return self._is_valid

    def _judge(self) -> bool:
        # All are asked, so that every mistake is shown at once.
        read = [part.is_valid() for part in self.parts]
        if not all(read):
            return False
        try:
            spec = load_spec(self.kind, self.spec.content())
            warnings = self.kind.check_spec(spec)
        except InvalidSpec as error:
            self.spec.tell(error.place, words(error.message), is_mistake=True)
            return False
        for warning in warnings:
            place = warning.place if isinstance(warning, Warned) else ""
            self.spec.tell(place, words(warning), is_mistake=False)
        return True

    def content(self) -> Content:
        """Return what the author has written, once it is valid."""
        said = self.question.cleaned_data
        return Content(
            kind=self.kind.name,
            stem=said["stem"],
            spec=dump_spec(load_spec(self.kind, self.spec.content())),
            explanation=said["explanation"],
            bloom=said["bloom"],
            difficulty=said["difficulty"],
            is_all_or_nothing=said["is_all_or_nothing"],
            hints=tuple(row["text"] for row in self.question.below["hints"].content()),
        )

    def written(self) -> Written:
        """Return all that is to be published, once it is valid."""
        question = self.question
        return Written(
            self.content(), question.revision, question.supporting, question.chosen_topics
        )


def posted_for_new(kind: str, rng: Random) -> QueryDict:
    """Return what a browser would post for a new question: empty rows and the usual settings."""
    return posted_by(
        [
            (ID, str(uuid4())),
            *QuestionPart.new(QUESTION, rng),
            *SPEC_PARTS[kind].new(SPEC, rng),
        ]
    )


def posted_for(
    version: QuestionVersion,
    evidence: Sequence[Evidence],
    topics: Sequence[str],
    revision: ArticleRevision | None,
    rng: Random,
) -> QueryDict:
    """Return what a browser would post for a version as it is, found in `revision`."""
    spec = dump_spec(version.loaded_spec)
    return posted_by(
        [
            (ID, str(uuid4())),
            *question_entries(version, evidence, topics, revision, QUESTION, rng),
            *SPEC_PARTS[version.kind].entries(spec, SPEC, rng),
            *PublishingPart.new(PUBLISHING, rng),
            (f"{PUBLISHING}-number", str(version.number)),
        ]
    )
