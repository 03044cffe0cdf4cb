"""How much a student practises a day, and how much of it is to be remembered."""

from math import ceil
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from quizzes.queries.practice.wishing import Wishes

MOST_A_DAY = 200
# Shares in words that are said, not computed.
SHARES = {
    0.7: _("about 7 of 10"),
    0.8: _("about 8 of 10"),
    0.85: _("about 17 of 20"),
    0.9: _("about 9 of 10"),
    0.95: _("about 19 of 20"),
}


class PracticeForm(forms.Form):
    """The day's limit and the target, each target with what it comes to."""

    daily_limit = forms.IntegerField(
        label=_("Questions a day, at most"),
        min_value=1,
        max_value=MOST_A_DAY,
        help_text=_("What does not fit into a day waits for the next one. It is never counted up."),
    )
    retention = forms.TypedChoiceField(
        label=_("How much to remember when a question comes back"),
        coerce=float,
        widget=forms.RadioSelect,
        help_text=_("The more you want to remember, the sooner questions come back."),
    )

    def __init__(self, posted: Any = None, *, wishes: Wishes) -> None:
        initial = {"daily_limit": wishes.daily_limit, "retention": wishes.retention}
        super().__init__(posted, initial=initial)
        self.fields["retention"].choices = [  # type: ignore[attr-defined]
            (target, _said(target, daily)) for target, daily in wishes.daily.items()
        ]


def _said(target: float, daily: float) -> str:
    share = SHARES.get(target) or _("about %(percent)s of 100") % {"percent": round(target * 100)}
    if not daily:
        return str(_("Remember %(share)s") % {"share": share})
    count = ceil(daily)
    text = ngettext(
        "Remember %(share)s: about %(count)s question a day",
        "Remember %(share)s: about %(count)s questions a day",
        count,
    )
    return text % {"share": share, "count": count}
