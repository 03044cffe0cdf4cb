"""User names for people of a class list, and the passwords of their slips."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.roster.usernames import base_of, usernames
from quizzes.engine.slips import is_slip_password, slip_password


class TestUsernames:
    @pytest.mark.parametrize(
        ("name", "base"),
        [
            ("Ida Bauer", "ida.bauer"),
            ("Jörg Groß-Müller", "joerg.gross.mueller"),
            ("Zoë O'Neil", "zoe.oneil"),
            ("Søren Łukasz", "soeren.lukasz"),
            ("李雷", "student"),
            ("x" * 99, "x" * 30),
        ],
    )
    def test_are_made_from_names(self, name, base):
        assert base_of(name) == base

    def test_are_given_once(self):
        taken = {"ann", "ann2", "admin"}
        made = usernames(["Ann", "Ann", "Admin", "Bo"], lambda names: taken & set(names))
        assert made == ["ann3", "ann4", "admin2", "bo"]

    @settings(max_examples=25)
    @given(st.lists(st.text(max_size=40), max_size=8))
    def test_can_be_typed(self, names):
        made = usernames(names, lambda _: ())
        assert len(set(made)) == len(names)
        assert all(re.fullmatch(r"[a-z0-9.]{1,40}", name) for name in made)


class TestSlipPasswords:
    def test_follow_from_secret_and_nonce(self):
        password = slip_password("secret", "a")
        assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", password)
        assert slip_password("other", "a") != password != slip_password("secret", "b")

    def test_are_taken_as_people_copy_them(self):
        password = slip_password("secret", "a")
        lower = password.lower().replace("-", " ").replace("0", "o").replace("1", "l")
        assert is_slip_password("secret", "a", lower)
        assert not is_slip_password("secret", "a", password[:-1])
        assert not is_slip_password("secret", "a", "\ud800")
