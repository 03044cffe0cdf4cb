"""Mistakes of a question's spec are told at the row and the field of the form."""

import pytest

from quizzes.engine.kinds.base import InvalidSpec, load_spec
from quizzes.engine.kinds.registry import KINDS
from quizzes.forms.questions import SPEC_PARTS
from tests.forms.test_questions import filled, read_again


class TestPlaces:
    """Where a kind's rule is broken, the row or the field says so."""

    @pytest.mark.parametrize(
        ("kind", "changed", "place", "text"),
        [
            ("single_choice", {"options.0.-text": "same", "options.1.-text": "same"}, 1, "same"),
            ("ordering", {"items.0.-text": "same", "items.2.-text": "same"}, 2, "same"),
            ("short_answer", {"variants.1.-text": "*", "variants.1.-fraction": "100"}, 1, "star"),
            ("numeric", {"answers.0.-tolerance": "-1"}, 0, "negative"),
            ("cloze", {"gaps.1.-weight": "-2"}, 1, "above 0"),
        ],
    )
    def test_of_a_mistake_are_its_row_and_field(self, kind, changed, place, text):
        part = filled(kind, next(s.spec for s in KINDS[kind].samples() if fits(kind, s.spec)))
        for name, value in changed.items():
            rows, index, field = name.split(".")
            row = part.below[rows].all[int(index)]
            part.posted[f"{row.prefix}{field}"] = value
        again = read_again(part)
        assert again.is_valid()
        with pytest.raises(InvalidSpec) as refused:
            KINDS[kind].check_spec(load_spec(KINDS[kind], again.content()))
        again.tell(refused.value.place, str(refused.value), is_mistake=True)
        rows = list(again.below[next(iter(changed)).split(".")[0]].all)
        assert [index for index, row in enumerate(rows) if row.errors] == [place]
        assert text in str(rows[place].errors)

    def test_that_are_unknown_are_the_part(self):
        part = filled("ordering", KINDS["ordering"].samples()[0].spec)
        assert part.is_valid()
        for place in ("", "no.such", "items[99].text", "it[em]s"):
            part.tell(place, "Told.", is_mistake=True)
        assert part.non_field_errors() == ["Told.", "Told.", "Told."]
        assert part.below["items"].errors == ["Told."]


def fits(kind, spec):
    """Return whether a sample has as many rows as the table above changes."""
    least = {"cloze": 2, "ordering": 3, "short_answer": 2, "single_choice": 2, "numeric": 1}
    rows = getattr(spec, next(iter(SPEC_PARTS[kind].lists)))
    return len(rows) >= least[kind]
