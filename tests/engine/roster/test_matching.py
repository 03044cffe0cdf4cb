"""Whom the rows of a class list are about."""

import pytest

from quizzes.engine.roster.columns import Column
from quizzes.engine.roster.entries import Entry
from quizzes.engine.roster.matching import Change, Person, matched

COLUMNS = [Column.NAME, Column.EMAIL, Column.NUMBER, Column.USERNAME]
IDA = Person(1, "Ida Bauer", "Bauer, Ida", "ida@x.org", "11", "ida.bauer", is_ours=True)
UDO = Person(2, "Udo Kern", username="udo.kern", is_ours=True)
ANN = Person(3, "Ann Lee", number="31", username="ann.lee")
ANN_TOO = Person(4, "Ann Lee", username="ann.lee2")
TOM = Person(5, "Tom", email="tom@x.org", is_staff=True)
GONE = Person(6, "Eva", number="66", is_active=False)
ASKED = Person(7, "Kim", email="kim@x.org", is_active=False, waits_for="consent")
MEMBERS = [IDA, UDO, ANN, ANN_TOO, TOM, GONE, ASKED]
JO = Person(90, "Jo March", email="jo@x.org", number="77")


def plan(*rows, choices=None, elsewhere=(), members=MEMBERS):
    entries = [Entry(place, **row) for place, row in enumerate(rows)]
    return matched(entries, members, elsewhere, COLUMNS, choices or {})


def only(row, **asked):
    (match,) = plan(row, **asked).matches
    return match


class TestMatched:
    @pytest.mark.parametrize(
        ("row", "outcome", "member"),
        [
            ({"name": "Ida Bauer", "number": "11"}, "same", IDA),
            ({"name": "Bauer Ida"}, "changed", IDA),
            ({"name": "ida bauer", "email": "IDA@x.org"}, "changed", IDA),
            ({"name": "Ida Bauer", "username": "IDA.bauer"}, "same", IDA),
            ({"name": "Udo Kern", "number": "5"}, "changed", UDO),
            ({"name": "Ann Lee", "number": "31"}, "same", ANN),
            ({"name": "Ann Lee", "number": "99"}, "changed", ANN_TOO),
            ({"name": "Ann Lee"}, "ambiguous", None),
            ({"name": "Ida Bauer", "email": "other@x.org"}, "ambiguous", None),
            ({"name": "Ida Bauer", "number": "12"}, "new", None),
            ({"name": "Zoe"}, "new", None),
            ({"name": "Eva", "number": "66"}, "changed", GONE),
            ({"name": "Kim Li", "email": "kim@x.org"}, "same", ASKED),
            ({"name": "Tom", "email": "tom@x.org"}, "bad", None),
            ({"name": "Ida", "number": "11", "email": "kim@x.org"}, "bad", None),
        ],
    )
    def test_finds_by_number_then_address_then_name(self, row, outcome, member):
        match = only(row)
        assert (match.outcome, match.member) == (outcome, member)

    def test_says_what_changes(self):
        row = {"name": "Ida B.", "sort_name": "B., Ida", "number": "11", "email": "i@x.org"}
        assert only(row).changes == (
            Change("name", "Ida Bauer", "Ida B."),
            Change("sort_name", "Bauer, Ida", "B., Ida"),
            Change("email", "ida@x.org", "i@x.org"),
        )
        assert only({"name": "Eva", "number": "66"}).changes == (Change("back"),)

    def test_changes_no_name_of_an_account_that_is_the_persons_own(self):
        assert only({"name": "Anna Lee", "number": "31", "email": "a@x.org"}).outcome == "same"

    def test_lets_choose_among_those_of_a_name(self):
        assert only({"name": "Ann Lee"}).candidates == (ANN, ANN_TOO)
        assert only({"name": "Ann Lee"}, choices={0: "4"}).member == ANN_TOO
        assert only({"name": "Ann Lee"}, choices={0: "new"}).outcome == "new"
        assert only({"name": "Ann Lee"}, choices={0: "out"}).outcome == "out"
        # Somebody of another name was not on offer.
        assert only({"name": "Ann Lee"}, choices={0: "1"}).outcome == "ambiguous"

    def test_gives_nobody_to_two_rows(self):
        by_both = plan({"name": "Ida", "number": "11"}, {"name": "Ida", "email": "ida@x.org"})
        assert [match.outcome for match in by_both.matches] == ["changed", "bad"]
        chosen = plan({"name": "Ann Lee"}, {"name": "Ann Lee"}, choices={0: "4", 1: "4"})
        assert [match.outcome for match in chosen.matches] == ["same", "ambiguous"]
        twins = plan({"name": "Udo Kern"}, {"name": "Udo Kern"})
        assert [match.outcome for match in twins.matches] == ["ambiguous", "ambiguous"]

    def test_knows_people_of_the_teachers_other_classes_by_number_or_address_only(self):
        assert only({"name": "Jo March", "number": "77"}, elsewhere=[JO]).known == JO
        assert only({"name": "X", "number": "77"}, elsewhere=[JO]).known is None
        assert only({"name": "X", "email": "jo@x.org"}, elsewhere=[JO]).known == JO
        assert only({"name": "Jo March"}, elsewhere=[JO]).known is None

    def test_lists_who_is_gone_but_nobody_in_question(self):
        found = plan({"name": "Ida Bauer"}, {"name": "Ann Lee"})
        assert found.gone == (UDO,)
        assert not found.is_ready

    def test_tells_two_plans_apart(self):
        one = plan({"name": "Zoe"}, members=[IDA])
        assert one.fingerprint == plan({"name": "Zoe"}, members=[IDA]).fingerprint
        assert one.fingerprint != plan({"name": "Zoe"}, members=[IDA, UDO]).fingerprint
