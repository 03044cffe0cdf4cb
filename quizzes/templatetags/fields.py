"""{% form_fields form %}: a form's fields as crispy draws them; some empty forms, once."""

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import template
from django.forms import BaseForm
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

_drawn: dict[tuple[type[BaseForm], str | bool, str | None], SafeString] = {}


@register.simple_tag
def form_fields(form: BaseForm) -> SafeString:
    """Return a form's fields; those of an empty form that `is_same_for_all` as drawn before.

    Crispy takes milliseconds, more than all else of a log-in page.
    """
    if form.is_bound or form.initial or not getattr(form, "is_same_for_all", False):
        return SafeString(as_crispy_form(form))
    key = (type(form), form.auto_id, get_language())
    if key not in _drawn:
        _drawn[key] = SafeString(as_crispy_form(form))
    return _drawn[key]
