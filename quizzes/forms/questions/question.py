"""What every question's editing form has beside its kind's part: words, evidence, the reason."""

import re
from collections.abc import Sequence
from functools import cached_property
from random import Random
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizzes.engine.text import Span, find_quote, sentences, sentences_of
from quizzes.forms.questions.fields import LineField, TextField, yes
from quizzes.forms.questions.parts import Entries, Part, Row
from quizzes.models.articles import ArticleRevision
from quizzes.models.bank import Evidence, QuestionVersion, Topic

# What the form carries along unseen: the evidence's places, and quotes that are not found again.
BEFORE, LOST = "before", "lost"


class HintRow(Row):
    """What is told after a wrong try."""

    noun = _("Hint")
    adding = _("Add a hint")
    plural = _("Hints")
    hint = _("Told one by one after wrong tries, where a quiz allows several. The gentlest first.")
    has_id = False

    text = LineField(_("Text"))


class QuestionPart(Part):
    """The question's words, its place in the article and in the bank."""

    lists = {"hints": HintRow}

    stem = TextField(
        _("Question"),
        rows=4,
        help_text=_("Say whose view it is: “According to the article…”. Markdown works."),
    )
    explanation = TextField(
        _("Explanation (optional)"),
        required=False,
        rows=3,
        help_text=_("Shown with the key, beside the sentences that settle it."),
    )
    article = forms.ChoiceField(label=_("Article"), required=False)
    sentences = forms.MultipleChoiceField(
        label=_("Sentences that settle it"),
        required=False,
        error_messages={
            "invalid_choice": _(
                "These are sentences of another article. Press “Show its sentences” and tick again."
            )
        },
    )
    is_all_or_nothing = yes(_("All or nothing"), _("What is not wholly right earns nothing."))
    bloom = forms.ChoiceField(
        label=_("What it asks for"),
        choices=QuestionVersion.Bloom.choices,
        initial=QuestionVersion.Bloom.UNDERSTAND,
    )
    difficulty = forms.ChoiceField(
        label=_("Difficulty, as you guess it"),
        choices=QuestionVersion.Difficulty.choices,
        initial=QuestionVersion.Difficulty.MEDIUM,
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        posted: QueryDict,
        prefix: str,
        *,
        is_judged: bool,
        articles: Sequence[ArticleRevision],
        topics: Sequence[Topic],
    ) -> None:
        self.articles, self.known_topics = articles, topics
        chosen = posted.get(f"{prefix}-article")
        self.revision = next((r for r in articles if str(r.article.public_id) == chosen), None)
        super().__init__(posted, prefix, is_judged=is_judged)

    def add_fields(self) -> None:
        """Offer the articles, the sentences of the one that is chosen, and the topics."""
        offered = [(str(revision.article.public_id), revision.title) for revision in self.articles]
        self._offer("article", [("", _("No article")), *offered])
        self._offer("topics", [(topic.slug, topic.name) for topic in self.known_topics])
        text = self.revision.text if self.revision else ""
        self._offer(
            "sentences", [(self._mark(each.id), each.span.of(text)) for each in sentences(text)]
        )

    def _mark(self, sentence: str) -> str:
        """Return what a tick at a sentence posts: it is one of this text and no other."""
        return f"{self.revision.pk}:{sentence}" if self.revision else ""

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @cached_property
    def paragraphs(self) -> list[list[tuple[str, str, bool]]]:
        """The article's paragraphs: each sentence's id, its words, whether it is chosen."""
        chosen = set(self["sentences"].value() or ())
        if self.revision is None:
            return []
        text = self.revision.text
        return [
            [
                (self._mark(each.id), each.span.of(text), self._mark(each.id) in chosen)
                for each in block.sentences
            ]
            for block in self.revision.blocks()
            if block.sentences
        ]

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The chosen sentences: each one's id and its words."""
        return [
            (mark, words)
            for paragraph in self.paragraphs
            for mark, words, is_chosen in paragraph
            if is_chosen
        ]

    @property
    def supporting(self) -> tuple[Span, ...]:
        """Where the chosen sentences stand in the article, once the part is valid.

        Where the same sentences are ticked as before, it is the places as they were: evidence may
        be a part of a sentence, or stand in another order.
        """
        if self.revision is None:
            return ()
        chosen = set(self.cleaned_data["sentences"])
        if chosen and chosen == {
            self._mark(each) for each in _touched(self.revision, self._before)
        }:
            return tuple(self._before)
        found = sentences(self.revision.text)
        return tuple(each.span for each in found if self._mark(each.id) in chosen)

    @property
    def _before(self) -> list[Span]:
        """The places of the evidence when the form was opened, as far as they are in the text."""
        length = len(self.revision.text) if self.revision else 0
        posted = self.posted.getlist(f"{self.prefix}-{BEFORE}")
        read = (re.fullmatch(r"(\d{1,7})-(\d{1,7})", str(each)) for each in posted)
        spans = [Span(int(each[1]), int(each[2])) for each in read if each]
        return [span for span in spans if span.start < span.end <= length]

    @property
    def unseen(self) -> list[tuple[str, str]]:
        """What the form carries along: names and values."""
        return [
            (name, str(value))
            for name in (f"{self.prefix}-{BEFORE}", f"{self.prefix}-{LOST}")
            for value in self.posted.getlist(name)
        ]

    @property
    def lost(self) -> list[str]:
        """The quotes that the article does not have any more."""
        return [str(quote) for quote in self.posted.getlist(f"{self.prefix}-{LOST}")]

    @property
    def chosen_topics(self) -> list[Topic]:
        """The topics, once the part is valid."""
        chosen = set(self.cleaned_data["topics"])
        return [topic for topic in self.known_topics if topic.slug in chosen]


class PublishingPart(Part):
    """What a new version of a question means, and why there is one."""

    change = forms.ChoiceField(
        label=_("What has changed"),
        choices=[
            (
                QuestionVersion.Change.CONTENT,
                _("New content: what is asked. Marks already given stay as they are."),
            ),
            (
                QuestionVersion.Change.CORRECTION,
                _("Scoring correction: only what is right. Marks can be computed again."),
            ),
        ],
        initial=QuestionVersion.Change.CONTENT,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Why (optional)"), required=False, max_length=300)
    # The version that the author has before them: another author's in between is a conflict.
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


def question_entries(
    version: QuestionVersion,
    evidence: Sequence[Evidence],
    topics: Sequence[str],
    revision: ArticleRevision | None,
    prefix: str,
    rng: Random,
) -> Entries:
    """Yield what a browser would post for a version, its evidence as sentences of `revision`."""
    found = _found(revision, evidence)
    marks = [f"{revision.pk}:{each}" for each in _touched(revision, found)] if revision else []
    content = {
        "stem": version.stem,
        "explanation": version.explanation,
        "article": str(revision.article.public_id) if revision else "",
        "sentences": marks,
        "is_all_or_nothing": version.is_all_or_nothing,
        "bloom": version.bloom,
        "difficulty": version.difficulty,
        "topics": topics,
        "hints": [{"text": hint} for hint in version.hints],
    }
    yield from QuestionPart.entries(content, prefix, rng)
    yield from ((f"{prefix}-{BEFORE}", f"{span.start}-{span.end}") for span in found)
    quotes = {revision.text[span.start : span.end] for span in found} if revision else set()
    lost = [piece.quote for piece in evidence if piece.quote not in quotes]
    if len(found) < len(evidence):
        yield from ((f"{prefix}-{LOST}", quote) for quote in lost)


def _found(revision: ArticleRevision | None, evidence: Sequence[Evidence]) -> list[Span]:
    """Return where the evidence stands in the text, found again by its quotes."""
    if revision is None:
        return []
    text = revision.text
    spans = (find_quote(text, piece.quote, near=piece.start) for piece in evidence)
    return [span for span in spans if span is not None]


def _touched(revision: ArticleRevision, spans: Sequence[Span]) -> list[str]:
    """Return the ids of the sentences that the places touch."""
    blocks = revision.blocks()
    touched = (sentence for span in spans for sentence in sentences_of(blocks, span))
    return list(dict.fromkeys(sentence.id for sentence in touched))
