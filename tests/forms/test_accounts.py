"""Forms of accounts, and the time zones they offer."""

from zoneinfo import available_timezones

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators

from quizzes.forms.accounts import PASSWORD_HELP, ProfileForm, SignupForm
from quizzes.forms.time_zones import zones_by_region
from quizzes.models.accounts import User


def flat(choices) -> list[str]:
    """Return the values of a grouped select."""
    values = []
    for value, label in choices:
        values += [zone for zone, _ in label] if isinstance(label, list) else [value]
    return values


class TestZonesByRegion:
    def test_offers_only_zones_that_exist_and_each_once(self):
        zones = flat(zones_by_region("UTC"))
        assert set(zones) <= available_timezones()
        assert len(zones) == len(set(zones)) > 400

    def test_puts_utc_first(self):
        assert zones_by_region("Asia/Almaty")[0] == ("UTC", "UTC")

    def test_names_cities_as_people_do(self):
        labels = dict(pair for _, group in zones_by_region("UTC")[1:] for pair in group)
        assert labels["America/Argentina/Buenos_Aires"] == "Buenos Aires – Argentina"

    @pytest.mark.parametrize("current", ["UTC", "Asia/Almaty", "US/Eastern", "Etc/GMT+5"])
    def test_has_the_current_zone_once(self, current):
        assert flat(zones_by_region(current)).count(current) == 1


class TestProfileForm:
    def form(self, **changes: str) -> ProfileForm:
        data = {"name": "", "time_zone": "UTC", "color_scheme": "auto", **changes}
        return ProfileForm(data, instance=User(username="bob"))

    def test_takes_what_it_offers(self):
        assert self.form(time_zone="Asia/Almaty", color_scheme="dark", name="Bob").is_valid()

    @pytest.mark.parametrize(
        "changes",
        [{"time_zone": "Mars/Crater"}, {"color_scheme": "pink"}, {"name": "n" * 151}],
    )
    def test_refuses_the_rest(self, changes):
        assert set(self.form(**changes).errors) == set(changes)


@pytest.mark.django_db
class TestSignupForm:
    def form(self, **changes: str) -> SignupForm:
        data = {"username": "bob", "password1": "a good long one", "password2": "a good long one"}
        return SignupForm({**data, **changes})

    @pytest.mark.parametrize(
        ("said", "kept"),
        [("Asia/Almaty", "Asia/Almaty"), ("", "UTC"), ("Mars/Crater", "UTC"), ("../etc", "UTC")],
    )
    def test_believes_the_browser_only_where_it_names_a_zone(self, said, kept):
        form = self.form(time_zone=said)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["time_zone"] == kept

    def test_has_labels_and_no_placeholders(self):
        for field in self.form().fields.values():
            assert "placeholder" not in field.widget.attrs

    def test_tells_every_rule_of_passwords(self):
        # The help is one sentence of ours: a new validator needs a new sentence.
        assert [type(v).__name__ for v in get_default_password_validators()] == [
            "UserAttributeSimilarityValidator",
            "MinimumLengthValidator",
            "CommonPasswordValidator",
            "NumericPasswordValidator",
        ]
        assert str(PASSWORD_HELP).startswith("At least 8 characters")
        assert settings.AUTH_PASSWORD_VALIDATORS[1].get("OPTIONS", {}).get("min_length", 8) == 8

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"username": "Root"}, "username", "kept for the site"),
            ({"username": "two words"}, "username", "only letters, digits"),
            ({"password2": "another long one"}, "password2", "same password"),
            ({"password1": "short", "password2": "short"}, "password1", "8 characters"),
        ],
    )
    def test_says_what_to_do(self, changes, field, words):
        form = self.form(**changes)
        assert words in " ".join(form.errors[field])
