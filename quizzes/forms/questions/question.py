"""What every question's editing form has beside its kind's part: words, evidence, the reason."""

from collections.abc import Sequence
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
    sentences = forms.MultipleChoiceField(label=_("Sentences that settle it"), required=False)
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
        self._offer("sentences", [(each.id, each.span.of(text)) for each in sentences(text)])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def paragraphs(self) -> list[list[tuple[str, str, bool]]]:
        """The article's paragraphs: each sentence's id, its words, whether it is chosen."""
        chosen = set(self["sentences"].value() or ())
        if self.revision is None:
            return []
        text = self.revision.text
        return [
            [(each.id, each.span.of(text), each.id in chosen) for each in block.sentences]
            for block in self.revision.blocks()
            if block.sentences
        ]

    @property
    def supporting(self) -> tuple[Span, ...]:
        """Where the chosen sentences stand in the article, once the part is valid."""
        chosen = set(self.cleaned_data["sentences"])
        found = sentences(self.revision.text) if self.revision else ()
        return tuple(sentence.span for sentence in found if sentence.id in chosen)

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
    content = {
        "stem": version.stem,
        "explanation": version.explanation,
        "article": str(revision.article.public_id) if revision else "",
        "sentences": _supporting(revision, evidence) if revision else [],
        "is_all_or_nothing": version.is_all_or_nothing,
        "bloom": version.bloom,
        "difficulty": version.difficulty,
        "topics": topics,
        "hints": [{"text": hint} for hint in version.hints],
    }
    return QuestionPart.entries(content, prefix, rng)


def _supporting(revision: ArticleRevision, evidence: Sequence[Evidence]) -> list[str]:
    """Return the ids of the sentences that the evidence touches, found again by its quotes."""
    blocks = revision.blocks()
    spans = [find_quote(revision.text, piece.quote, near=piece.start) for piece in evidence]
    touched = (sentences_of(blocks, span) for span in spans if span is not None)
    return list(dict.fromkeys(sentence.id for found in touched for sentence in found))
