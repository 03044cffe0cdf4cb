"""What is done with many questions, and with an old version of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.forms.questions.question import PublishingPart
from quizzes.models.bank import Topic
from quizzes.queries.bank import Shelf, Shelved


class ActForm(forms.Form):
    """An act that needs nothing but a yes."""


class TagForm(ActForm):
    """Topics to give and to take away."""

    add = forms.MultipleChoiceField(
        label=_("Give these topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_topic = forms.CharField(
        label=_("And a new topic of yours (optional)"),
        required=False,
        max_length=Topic._meta.get_field("name").max_length,
    )
    remove = forms.MultipleChoiceField(
        label=_("Take these topics away"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, shelf: Shelf, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(each.key, each.name) for each in shelf.topics]
        for name in ("add", "remove"):
            field: Any = self.fields[name]
            field.choices = topics

    def clean(self) -> dict[str, Any]:
        """Refuse a form that asks for nothing, or for both sides of one thing."""
        told = super().clean() or {}
        add, remove = set(told.get("add", ())), set(told.get("remove", ()))
        if add & remove:
            self.add_error("remove", _("A topic can be given or taken away, not both."))
        if not self.errors and not (add or remove or told.get("new_topic", "").strip()):
            raise forms.ValidationError(_("Choose a topic to give or to take away."))
        return told


class MoveForm(ActForm):
    """The article to move to."""

    article = forms.ChoiceField(label=_("Article"))

    def __init__(self, shelf: Shelf, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.articles = shelf.articles
        field: Any = self.fields["article"]
        field.choices = [("", _("Choose an article")), *((a.key, a.name) for a in self.articles)]

    def chosen(self) -> Shelved:
        """Return the article, once the form is valid."""
        return next(each for each in self.articles if each.key == self.cleaned_data["article"])


class RestoreForm(forms.Form):
    """Why an old version is published anew, and what that means for marks."""

    change = PublishingPart.base_fields["change"]
    note = PublishingPart.base_fields["note"]
    number = PublishingPart.base_fields["number"]
