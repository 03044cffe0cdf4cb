"""What a class is called, how students come in, who teaches it with whom."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quizzes.engine.classes.joining import code_read
from quizzes.forms.accounts import PlainForm
from quizzes.forms.time_zones import zones_by_region
from quizzes.models.accounts import User
from quizzes.models.classrooms import Classroom, Membership
from quizzes.queries.sharing import teachers_called

Role = Membership.Role


class NewClassForm(PlainForm):
    """The beginning of a class."""

    name = forms.CharField(max_length=150)
    time_zone = forms.ChoiceField()
    joining = forms.ChoiceField(choices=Classroom.Joining, widget=forms.RadioSelect)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        """Offer all time zones, `zone` first among them."""
        super().__init__(*args, **kwargs)
        zones = self.fields["time_zone"]
        assert isinstance(zones, forms.ChoiceField)  # noqa: S101 - for the type checker
        zones.choices = zones_by_region(zone)
        self.initial.setdefault("time_zone", zone)
        self.initial.setdefault("joining", Classroom.Joining.OPEN)
        self.say("name", _("Name of the class"), _("As its students know it."), autocomplete="off")
        self.say("time_zone", _("Time zone"), _("Dates of assignments are set by this clock."))
        self.say("joining", _("How students join"))


class ClassroomForm(NewClassForm):
    """All settings of a class."""

    are_missing_zero = forms.BooleanField(required=False)

    def __init__(self, *args: Any, classroom: Classroom, **kwargs: Any) -> None:
        """Show what the class has now."""
        values = {name: getattr(classroom, name) for name in self.base_fields}
        super().__init__(*args, zone=classroom.time_zone, initial=values, **kwargs)
        self.say(
            "are_missing_zero",
            _("What was not begun counts as zero once it is closed"),
            _("Otherwise it is left out of a student's total, and shown as missing."),
        )
        self.say(
            "time_zone",
            _("Time zone"),
            _("Dates that are set stay the same moments; they are told by the new clock."),
        )


class JoinForm(PlainForm):
    """The code that a teacher has told."""

    code = forms.CharField(max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say(
            "code",
            _("Code of the class"),
            _("Eight letters and digits, from your teacher. Capital or small is the same."),
            autocomplete="off",
            autocapitalize="characters",
            spellcheck="false",
        )

    def clean_code(self) -> str:
        """Return the code as it is stored."""
        code = code_read(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("A code has eight letters and digits, like 7KQM-4HTX."))
        return code


class ColleagueForm(PlainForm):
    """Somebody to teach or assist in a class, by user name, or e-mail address of a teacher."""

    who = forms.CharField(max_length=150)
    role = forms.ChoiceField(
        choices=[
            (Role.TEACHER, _("Teacher: may do everything here that you may")),
            (Role.ASSISTANT, _("Assistant: sees everything, watches and marks")),
        ],
        widget=forms.RadioSelect,
        initial=Role.ASSISTANT,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user: User | None = None
        self.say(
            "who",
            _("User name or e-mail address"),
            _("The whole of it. An e-mail address finds teachers only."),
            autocapitalize="none",
            autocomplete="off",
            spellcheck="false",
        )
        self.say("role", _("Asked to be"))

    def clean_who(self) -> str:
        """Find the person, as `user`; say nothing about people who are not asked by user name."""
        who: str = self.cleaned_data["who"]
        found = list(teachers_called(who))
        if not found:
            found = list(User.objects.filter(username__iexact=who, is_active=True, erased_at=None))
        if len(found) > 1:
            raise ValidationError(_("More than one teacher goes by this. Type the user name."))
        if not found:
            raise ValidationError(_("Nobody here has this name. Check the spelling."))
        self.user = found[0]
        return who
