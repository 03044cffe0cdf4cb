"""An article's whole form: as posted, after a file was read or a button changed the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.core.files.base import File
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.engine.extracting.apart import extracted
from quizzes.engine.extracting.refusals import (
    MOST_BYTES,
    MOST_CHARACTERS,
    CannotExtract,
    TooLarge,
)
from quizzes.engine.extracting.writing import Extracted, tidied
from quizzes.engine.revising.measuring import Figures, figures_of
from quizzes.engine.revising.sections import CannotChange, changed, has_run_together
from quizzes.engine.text import Block, Span, is_heading
from quizzes.engine.words import Refused
from quizzes.forms.articles.words import (
    OTHER,
    ArticleForm,
    CorrectionForm,
    language_fields,
    language_found,
)
from quizzes.models.articles import ArticleRevision
from quizzes.services.correcting import RevisionConflict
from quizzes.templatetags.words import words

SAVE, LOOK, READ, BACK = "save", "look", "read", "back"
ID, BEFORE = "id", "before"
# More blocks than anybody changes by buttons: the rest is changed in the text.
MOST_OUTLINED = 200
_NAMED_BY = 90


@dataclass(frozen=True, slots=True)
class Outlined:
    """A block of the text with what its buttons can do; `name`: its first words."""

    id: str
    name: str
    is_heading: bool
    can_be_heading: bool
    is_first: bool
    sentences: Sequence[tuple[str, str]]


class ArticleEditor:
    """The form, made of what was posted. It never saves.

    `said`: what a button has done; `trouble`: why it could not; `at`: the block to go on at.
    """

    def __init__(self, posted: QueryDict, *, is_new: bool, is_judged: bool = False) -> None:
        self.posted, self.is_new, self.is_judged = posted, is_new, is_judged
        self.said = self.trouble = self.at = ""
        self.refusal = ""
        self.conflict: int | None = None
        kind = ArticleForm if is_new else CorrectionForm
        self.form = kind(posted) if is_judged else kind(initial=_typed(kind, posted))

    @property
    def public_id(self) -> UUID:
        """The id that a new article will have: sent twice, the form is still one article."""
        try:
            return UUID(self.posted.get(ID, ""))
        except ValueError:
            return uuid4()

    @property
    def is_valid(self) -> bool:
        """Whether it can be saved."""
        return self.is_judged and not self.trouble and not self.form.errors

    @property
    def text(self) -> str:
        """The text as it would be kept."""
        return tidied(str(self.posted.get("text", "")))

    @property
    def before(self) -> str:
        """The text before a button has changed it, to be put back."""
        return str(self.posted.get(BEFORE, ""))

    @property
    def language(self) -> str:
        """The code of the language, as chosen or typed."""
        chosen = str(self.posted.get("language", "en"))
        return str(self.posted.get("other_language", "")) if chosen == OTHER else chosen

    @property
    def has_run_together(self) -> bool:
        """Whether the text seems to have lost the empty lines between its paragraphs."""
        return has_run_together(self.text)

    def revision(self) -> ArticleRevision:
        """Return what would be saved, to be shown."""
        return ArticleRevision(
            title=self.posted.get("title", "") or _("No title yet"),
            author=self.posted.get("author", ""),
            source=self.posted.get("source", ""),
            published_on=_day(str(self.posted.get("published_on", ""))),
            attribution=self.posted.get("attribution", ""),
            language=self.language or "en",
            text=self.text,
        )

    def figures(self) -> Figures:
        """Return what is counted in the text."""
        return figures_of(self.text, self.language)

    def outline(self) -> list[Outlined]:
        """Return the first blocks of the text, as their buttons show them."""
        text, blocks = self.text, self.revision().blocks()
        return [_outlined(text, block) for block in blocks[:MOST_OUTLINED]]

    def after(self, asked: str, file: "File[bytes] | None") -> "ArticleEditor":
        """Return the form after a button's act, or as it is judged."""
        length = len(self.text)
        if asked == READ or (file is not None and not length):
            return self._read(file)
        # Of far too much nothing is looked at but that: every look at it takes seconds.
        if asked in (SAVE, LOOK) or (asked != BACK and length > MOST_CHARACTERS):
            done = ArticleEditor(self.posted, is_new=self.is_new, is_judged=True)
            if file is not None:
                done.trouble = _(
                    "The file was not read, because there is a text already. To put the file's in"
                    " its place, choose it again and press “Read the file”."
                )
            return done
        return self._with(str(self.posted.get(BEFORE, ""))) if asked == BACK else self._act(asked)

    def refuse(self, error: Refused) -> None:
        """Tell why it was not saved; where there is a newer revision, begin from that now."""
        self.refusal = words(error.message)
        if isinstance(error, RevisionConflict):
            self.conflict = error.number
            self.posted["number"] = str(error.number)

    def _act(self, asked: str) -> "ArticleEditor":
        try:
            done = changed(self.text, asked)
        except CannotChange as error:
            self.trouble = words(error.message)
            return self
        after = self._with(done.text)
        after.said, after.at = words(done.words), done.at
        return after

    def _with(self, text: str, **said: str) -> "ArticleEditor":
        """Return the form with another text, and the one that it had kept beside it."""
        before = str(self.posted.get("text", ""))
        self.posted[BEFORE], self.posted["text"] = before, text
        for name, value in said.items():
            self.posted[name] = value
        return ArticleEditor(self.posted, is_new=self.is_new)

    def _read(self, file: "File[bytes] | None") -> "ArticleEditor":
        if file is None:
            self.trouble = _("Choose a file first, then press “Read the file”.")
            return self
        try:
            if (file.size or 0) > MOST_BYTES:
                raise TooLarge
            found = extracted(file.read(), file.name or "")
        except CannotExtract as error:
            self.trouble = f"{file.name}: {words(error.message)}"
            return self
        done = self._with(found.text, **self._told(found))
        done.said = _(
            "The text of %(name)s is in the fields below. Look through it: headings, the beginning"
            " and the end. Nothing is saved yet."
        ) % {"name": file.name}
        return done

    def _told(self, found: Extracted) -> Mapping[str, str]:
        """Return what the file says of itself, for the fields in which nothing stands."""
        told = {
            "title": found.title,
            "author": found.author,
            "source": found.source,
            "published_on": found.published_on,
        }
        empty = {name: value for name, value in told.items() if not self.posted.get(name)}
        return {**empty, **(language_found(found.language) if self.is_new else {})}


def posted_for_new() -> QueryDict:
    """Return what a browser would post for an empty form."""
    return _posted({ID: str(uuid4()), "language": "en"})


def posted_for(revision: ArticleRevision) -> QueryDict:
    """Return what a browser would post for a revision as it is: to correct it, or to copy it."""
    day = revision.published_on
    return _posted(
        {
            ID: str(uuid4()),
            "title": revision.title,
            "text": revision.text,
            "author": revision.author,
            "source": revision.source,
            "published_on": day.isoformat() if day else "",
            **language_fields(revision.language),
            "attribution": revision.attribution,
            "number": str(revision.number),
        }
    )


def _posted(values: Mapping[str, str]) -> QueryDict:
    posted = QueryDict(mutable=True)
    posted.update(values)
    return posted


def _typed(kind: type[ArticleForm], posted: QueryDict) -> dict[str, str]:
    return {name: str(posted[name]) for name in kind.base_fields if name in posted}


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _outlined(text: str, block: Block) -> Outlined:
    whole = block.span.of(text)
    stripped = whole.rstrip(".。")
    is_first = block.id == "p1"
    return Outlined(
        id=block.id,
        name=_named(text, block.span),
        is_heading=block.kind == "heading",
        can_be_heading=not is_first and len(block.sentences) == 1 and is_heading(stripped),
        is_first=is_first,
        sentences=[(each.id, _named(text, each.span)) for each in block.sentences[1:]],
    )


def _named(text: str, span: Span) -> str:
    words_ = " ".join(span.of(text).split())
    return words_ if len(words_) <= _NAMED_BY else f"{words_[:_NAMED_BY].rstrip()}…"
