"""What a person may see: every sentence of the rules as a case."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quizzes.engine.disclosure import (
    BLOCKED_PARTS,
    EVERYTHING,
    NOW,
    PRESETS,
    Disclosure,
    Never,
    Part,
    Policy,
    Situation,
    Waiting,
    When,
    explain,
    last_closing,
    merge,
    preset,
    visible,
    warnings,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (
    datetime(2026, 3, day, 18, tzinfo=UTC) for day in (2, 3, 4, 5)
)
GRACE_IS_OVER = timedelta(seconds=31)

NOTHING: frozenset[Part] = frozenset()
RESPONSE = frozenset({Part.RESPONSE})
OUTCOME = frozenset({Part.RESPONSE, Part.SCORE, Part.CORRECTNESS})
UNBLOCKED = EVERYTHING - BLOCKED_PARTS

IN_PROGRESS = Situation(submitted_at=None, closing_at=WEDNESDAY)
SUBMITTED = replace(IN_PROGRESS, submitted_at=MONDAY)
CHECKED = replace(IN_PROGRESS, is_checked=True)
RELEASED = replace(SUBMITTED, released_at=TUESDAY)
SELF_STUDY = Situation(submitted_at=MONDAY, is_self_study=True)

ON_SUBMISSION = When(Waiting.FOR_SUBMISSION)
ON_CLOSING = When(Waiting.FOR_CLOSING)
ON_RELEASE = When(Waiting.FOR_RELEASE)
ON_SCORES = When(Waiting.FOR_SCORES)
NEVER = When(Waiting.FOR_EVER)


def on(moment: datetime) -> When:
    return When(Waiting.FOR_MOMENT, moment)


class TestVisibleParts:
    @pytest.mark.parametrize(
        ("name", "situation", "now", "parts"),
        [
            # Nothing of an open attempt.
            ("practice", IN_PROGRESS, MONDAY, NOTHING),
            ("homework", IN_PROGRESS, MONDAY, NOTHING),
            ("exam", IN_PROGRESS, MONDAY, NOTHING),
            # Right after.
            ("practice", SUBMITTED, MONDAY, EVERYTHING),
            ("homework", SUBMITTED, MONDAY, OUTCOME),
            ("reading_check", SUBMITTED, MONDAY, OUTCOME),
            ("exam", SUBMITTED, MONDAY, RESPONSE),
            # Right after a check in an open attempt.
            ("practice", CHECKED, MONDAY, EVERYTHING),
            ("homework", CHECKED, MONDAY, OUTCOME),
            ("exam", CHECKED, MONDAY, RESPONSE),
            ("exam", replace(CHECKED, released_at=MONDAY), MONDAY, RESPONSE),
            # After closing, and not while grace still takes somebody's last save.
            ("homework", SUBMITTED, TUESDAY, OUTCOME),
            ("homework", SUBMITTED, WEDNESDAY, OUTCOME),
            ("homework", SUBMITTED, WEDNESDAY + timedelta(seconds=30), OUTCOME),
            ("homework", SUBMITTED, WEDNESDAY + GRACE_IS_OVER, EVERYTHING),
            ("reading_check", SUBMITTED, THURSDAY, EVERYTHING),
            ("exam", SUBMITTED, THURSDAY, RESPONSE),
            ("homework", replace(SUBMITTED, closing_at=None), THURSDAY, OUTCOME),
            # Released by hand, but not to an attempt that is still open.
            ("exam", RELEASED, MONDAY, RESPONSE),
            ("exam", RELEASED, TUESDAY, EVERYTHING),
            ("exam", replace(RELEASED, submitted_at=None), THURSDAY, NOTHING),
            # Scores held: all but the response wait, whatever the policy's moment.
            ("practice", replace(SUBMITTED, are_scores_held=True), MONDAY, RESPONSE),
            ("homework", replace(SUBMITTED, are_scores_held=True), THURSDAY, RESPONSE),
            ("exam", replace(RELEASED, are_scores_held=True), THURSDAY, RESPONSE),
            ("practice", replace(CHECKED, are_scores_held=True), MONDAY, RESPONSE),
            # In self-study every moment, release by hand too, is right after.
            ("practice", SELF_STUDY, MONDAY, EVERYTHING),
            ("homework", SELF_STUDY, MONDAY, EVERYTHING),
            ("exam", SELF_STUDY, MONDAY, EVERYTHING),
            ("exam", replace(SELF_STUDY, are_scores_held=True), MONDAY, EVERYTHING),
            ("exam", replace(SELF_STUDY, submitted_at=None), MONDAY, NOTHING),
            # Blocked by an assignment: everywhere, self-study too, until its closing is past.
            ("practice", replace(SUBMITTED, blocked_until=TUESDAY), MONDAY, UNBLOCKED),
            ("practice", replace(SUBMITTED, blocked_until=TUESDAY), TUESDAY, UNBLOCKED),
            ("practice", replace(SUBMITTED, blocked_until=TUESDAY), WEDNESDAY, EVERYTHING),
            ("practice", replace(CHECKED, blocked_until=TUESDAY), MONDAY, UNBLOCKED),
            ("exam", replace(SELF_STUDY, blocked_until=TUESDAY), MONDAY, UNBLOCKED),
            ("exam", replace(RELEASED, blocked_until=THURSDAY), WEDNESDAY, UNBLOCKED),
            ("practice", replace(SUBMITTED, blocked_until=Never.NEVER), THURSDAY, UNBLOCKED),
            ("homework", replace(SUBMITTED, blocked_until=TUESDAY), MONDAY, OUTCOME),
        ],
    )
    def test_follow_policy_and_situation(
        self, name: str, situation: Situation, now: datetime, parts: frozenset[Part]
    ) -> None:
        found = visible(preset(name), situation, now)

        assert found.parts == parts
        assert found.later.keys() == EVERYTHING - parts
        assert all(found.shows(part) is (part in parts) for part in Part)

    def test_show_the_response_under_any_policy(self) -> None:
        assert visible(Policy(), SUBMITTED, MONDAY).parts == RESPONSE

    def test_keep_hidden_what_a_policy_never_shows_in_self_study_too(self) -> None:
        policy = Policy(at_closing=frozenset({Part.SCORE}))

        assert visible(policy, SELF_STUDY, MONDAY).parts == {Part.RESPONSE, Part.SCORE}

    def test_take_the_earliest_of_several_moments(self) -> None:
        policy = Policy(at_closing=EVERYTHING, when_released=EVERYTHING)

        assert visible(policy, RELEASED, TUESDAY).parts == EVERYTHING
        assert visible(policy, SUBMITTED, THURSDAY).parts == EVERYTHING
        assert visible(policy, SUBMITTED, MONDAY).later[Part.KEY] == on(WEDNESDAY)


class TestWhen:
    @pytest.mark.parametrize(
        ("name", "situation", "key"),
        [
            ("practice", IN_PROGRESS, ON_SUBMISSION),
            ("homework", IN_PROGRESS, on(WEDNESDAY)),
            ("homework", SUBMITTED, on(WEDNESDAY)),
            ("homework", replace(SUBMITTED, closing_at=None), ON_CLOSING),
            ("exam", SUBMITTED, ON_RELEASE),
            ("homework", replace(SUBMITTED, are_scores_held=True), ON_SCORES),
            ("homework", replace(SUBMITTED, blocked_until=THURSDAY), on(THURSDAY)),
            ("homework", replace(SUBMITTED, blocked_until=TUESDAY), on(WEDNESDAY)),
            ("practice", replace(SUBMITTED, blocked_until=Never.NEVER), ON_CLOSING),
            ("exam", replace(SUBMITTED, blocked_until=THURSDAY), ON_RELEASE),
        ],
    )
    def test_says_when_the_key_comes(self, name: str, situation: Situation, key: When) -> None:
        assert visible(preset(name), situation, MONDAY).later[Part.KEY] == key

    def test_says_never(self) -> None:
        assert visible(Policy(), SUBMITTED, MONDAY).later[Part.KEY] == NEVER

    @pytest.mark.parametrize(
        ("when", "text"),
        [
            (NOW, "Shown now."),
            (ON_SUBMISSION, "Shown after you hand in."),
            (on(MONDAY), "Shown after 2026-03-02 18:00:00+00:00."),
            (ON_CLOSING, "Shown after nobody can answer any more."),
            (ON_RELEASE, "Shown when your teacher releases it."),
            (ON_SCORES, "Shown when your teacher releases the scores."),
            (NEVER, "Not shown in this quiz."),
        ],
    )
    def test_is_said_in_words(self, when: When, text: str) -> None:
        assert str(explain(when)) == text


class TestMerge:
    def disclosures(self, *situations: Situation) -> list[Disclosure]:
        return [visible(preset("practice"), situation, MONDAY) for situation in situations]

    def test_holds_back_in_all_what_is_blocked_in_one(self) -> None:
        free, blocked = self.disclosures(SUBMITTED, replace(SUBMITTED, blocked_until=THURSDAY))

        merged = merge([free, blocked])

        assert merged[0] == merged[1]
        assert merged[0].parts == UNBLOCKED
        assert merged[0].later == dict.fromkeys(BLOCKED_PARTS, on(THURSDAY))

    def test_says_the_latest_of_several_blocks(self) -> None:
        blocks = (replace(SUBMITTED, blocked_until=until) for until in (THURSDAY, TUESDAY))

        assert {merged.later[Part.KEY] for merged in merge(self.disclosures(*blocks))} == {
            on(THURSDAY)
        }

    def test_leaves_apart_what_only_waits_for_a_check(self) -> None:
        checked, unchecked = merge(self.disclosures(CHECKED, IN_PROGRESS))

        assert (checked.parts, unchecked.parts) == (EVERYTHING, NOTHING)

    def test_of_nothing_is_nothing(self) -> None:
        assert merge([]) == ()


class TestLastClosing:
    @pytest.mark.parametrize(
        ("class_closes_at", "own", "each_own", "expected"),
        [
            (TUESDAY, [], None, TUESDAY),
            (TUESDAY, [TUESDAY, THURSDAY, WEDNESDAY], None, THURSDAY),
            (TUESDAY, [MONDAY], None, TUESDAY),
            (None, [], None, None),
            (TUESDAY, [None], None, None),
            (TUESDAY, [THURSDAY], MONDAY, MONDAY),
        ],
    )
    def test_is_the_last_among_the_students(
        self,
        class_closes_at: datetime | None,
        own: list[datetime | None],
        each_own: datetime | None,
        expected: datetime | None,
    ) -> None:
        assert last_closing(class_closes_at, own, each_own=each_own) == expected


class TestPolicy:
    @pytest.mark.parametrize("name", PRESETS)
    def test_survives_json(self, name: str) -> None:
        assert Policy.from_json(preset(name).to_json()) == preset(name)

    @pytest.mark.parametrize(
        ("json", "error"),
        [({"right_after": ["secret"]}, ValueError), ({"tomorrow": ["key"]}, TypeError)],
    )
    def test_refuses_other_json(self, json: dict, error: type[Exception]) -> None:
        with pytest.raises(error):
            Policy.from_json(json)

    @pytest.mark.parametrize("name", PRESETS)
    def test_no_preset_hides_for_ever(self, name: str) -> None:
        policy = preset(name)

        assert policy.right_after | policy.at_closing | policy.when_released == EVERYTHING

    @pytest.mark.parametrize(
        ("policy", "attempts", "count"),
        [
            (preset("homework"), 1, 0),
            (preset("homework"), 2, 1),
            (preset("homework"), None, 1),
            (preset("exam"), None, 0),
            (Policy(when_released=EVERYTHING - {Part.KEY}), 1, 1),
            (Policy(when_released=EVERYTHING - RESPONSE), 1, 0),
            (Policy(right_after=OUTCOME), 3, 2),
        ],
    )
    def test_authors_are_warned(self, policy: Policy, attempts: int | None, count: int) -> None:
        assert len(warnings(policy, attempts=attempts)) == count
