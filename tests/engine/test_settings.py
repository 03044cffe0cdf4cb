"""What settings mean, by table; presets; what an author is warned of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quizzes.engine.disclosure import PRESETS as POLICIES
from quizzes.engine.disclosure import Part
from quizzes.engine.kinds.registry import KINDS
from quizzes.engine.settings.meaning import meaning_of
from quizzes.engine.settings.presets import PRESETS, changed, preset_of
from quizzes.engine.settings.warnings import SECONDS, minutes_of, warnings_of
from quizzes.engine.terms import Terms

TERMS = Terms(behavior="deferred", grading_method="highest", review_preset="homework")
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("limit", "tries", "method", "sentence"),
    [
        (None, None, "highest", "Students have as much time as they like and as many tries as they like; the best one counts."),  # noqa: E501
        (30, 2, "highest", "Students have 30 minutes and two tries; the better one counts."),
        (1, 1, "average", "Students have 1 minute and one try."),
        (20, 3, "average", "Students have 20 minutes and 3 tries; their average counts."),
        (20, 2, "first", "Students have 20 minutes and two tries; the first one counts, even without an answer."),  # noqa: E501
    ],
)  # fmt: skip
def test_time_and_tries_in_words(limit, tries, method, sentence):
    terms = replace(
        TERMS,
        limit=limit and limit * MINUTE,
        attempts_allowed=tries,
        grading_method=method,
    )
    assert str(meaning_of(terms).sentences[0]) == sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"navigation": "forward"}, "They see one question at a time and cannot go back."),
        ({"layout": "all_on_one"}, "All questions are on one page."),
        ({"shows_article": False}, "The article is not shown beside the questions."),
        ({"shuffles_questions": True}, "Each student gets the questions of a section in another order."),  # noqa: E501
    ],
)  # fmt: skip
def test_each_setting_is_said(changes, sentence):
    assert sentence in [str(each) for each in meaning_of(replace(TERMS, **changes)).sentences]


@pytest.mark.parametrize("policy", POLICIES)
def test_what_is_shown_is_the_policys(policy):
    meaning = meaning_of(replace(TERMS, review_preset=policy))
    shown = [part for each in meaning.shown for part in each.parts]
    assert sorted(shown) == sorted(Part)
    assert meaning.never == ()
    assert Part.RESPONSE in meaning.shown[0].parts


class TestPresets:
    def test_are_known_again_and_fill_every_setting(self):
        for preset in PRESETS.values():
            assert preset.values.keys() == PRESETS["practice"].values.keys()
            assert preset_of(preset.applied(TERMS), has_article=True) == preset
        assert preset_of(replace(TERMS, attempts_allowed=5), has_article=True) is None

    def test_say_what_they_change(self):
        assert list(changed(TERMS, PRESETS["homework"].applied(TERMS))) == ["attempts_allowed"]

    @pytest.mark.parametrize("name", ["homework", "reading_check", "exam"])
    def test_warn_of_nothing_themselves(self, name):
        assert list(warnings_of(PRESETS[name].applied(TERMS), 10 * MINUTE)) == []


@pytest.mark.parametrize(
    ("changes", "needed", "setting"),
    [
        ({"attempts_allowed": 2}, 1, "review_preset"),
        (
            {"attempts_allowed": 1, "behavior": "interactive", "review_preset": "exam"},
            1,
            "behavior",
        ),
        ({"attempts_allowed": 1, "limit": 10 * MINUTE}, 11, "limit"),
        ({"attempts_allowed": 1, "grading_method": "average"}, 1, "grading_method"),
    ],
)
def test_warnings_stand_beside_their_setting(changes, needed, setting):
    found = [each.setting for each in warnings_of(replace(TERMS, **changes), needed * MINUTE)]
    assert found == [setting]


def test_every_kind_has_its_time():
    assert SECONDS.keys() == KINDS.keys()
    assert [minutes_of(timedelta(seconds=each)) for each in (1, 60, 61)] == [1, 1, 2]
