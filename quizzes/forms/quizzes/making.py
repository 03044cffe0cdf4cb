"""What a new quiz is called and which article it is about."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models.articles import Article, ArticleRevision


class NewQuizForm(forms.Form):
    """The beginning of a quiz."""

    title = forms.CharField(label=_("Title"), max_length=200)
    article = forms.TypedChoiceField(
        label=_("Article"),
        help_text=_("Its questions are offered first, and it can stand beside them."),
        required=False,
        coerce=UUID,
        empty_value=None,
    )

    def __init__(self, *args: Any, revisions: list[ArticleRevision], **kwargs: Any) -> None:
        """Offer the articles of these newest revisions."""
        super().__init__(*args, **kwargs)
        self.revisions: Mapping[UUID, ArticleRevision] = {
            each.article.public_id: each for each in revisions if not each.article.is_archived
        }
        field = self.fields["article"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [
            ("", _("None")),
            *((str(key), each.title) for key, each in self.revisions.items()),
        ]

    @property
    def revision(self) -> ArticleRevision | None:
        """The chosen article's newest revision."""
        return self.revisions.get(self.cleaned_data["article"])

    @property
    def chosen(self) -> Article | None:
        """The chosen article."""
        return self.revision.article if self.revision else None

    @property
    def language(self) -> str:
        """The chosen article's language, by which numbers are read."""
        return self.revision.language if self.revision else "en"
