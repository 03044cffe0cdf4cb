"""Saving answers, flags and the place."""

from datetime import timedelta

import pytest

from quizzes.engine.kinds import numeric
from quizzes.models.attempts import Step
from quizzes.services import attempts
from tests import factories
from tests.factories import NOW, incoming, save, start

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class TestSave:
    @pytest.fixture
    def attempt(self, world):
        return start(world.quiz, world.carol)

    def test_appends_what_was_typed_and_counts_revisions(self, attempt):
        assert save(attempt, incoming(3, " astana "))[0].revision == 1
        assert save(attempt, incoming(3, "Xi'an", base=1))[0].revision == 2
        steps = Step.objects.filter(item__position=3).order_by("revision")
        assert [step.raw for step in steps] == [" astana ", "Xi'an"]

    def test_takes_many_answers_at_once(self, attempt):
        saved = save(attempt, incoming(1, "b"), incoming(2, ["a"]), incoming(3, "x"))
        assert [(each.position, each.status) for each in saved] == [
            (1, "saved"),
            (2, "saved"),
            (3, "saved"),
        ]

    def test_answers_a_resend_as_the_first_time(self, attempt):
        first = save(attempt, incoming(1, "b"))
        again = save(attempt, incoming(1, "b"), now=NOW + MINUTE)
        assert again == first
        assert Step.objects.count() == 1

    def test_knows_a_resend_after_newer_answers(self, attempt):
        first = save(attempt, incoming(1, "b"))
        save(attempt, incoming(1, "c", base=1))
        again = save(attempt, incoming(1, "b"), now=NOW + MINUTE)
        assert (again[0].status, again[0].at) == ("saved", first[0].at)
        assert Step.objects.count() == 2

    def test_reports_a_conflict_with_what_is_stored(self, attempt):
        save(attempt, incoming(1, "b"))
        conflict = save(attempt, incoming(1, "c"), now=NOW + MINUTE)[0]
        assert (conflict.status, conflict.stored, conflict.revision) == ("conflict", "b", 1)
        assert attempt.items.get(position=1).last_revision == 1

    def test_stores_beside_a_conflict_what_has_none(self, attempt):
        save(attempt, incoming(1, "b"))
        saved = save(attempt, incoming(1, "c"), incoming(3, "Astana"))
        assert [each.status for each in saved] == ["conflict", "saved"]

    def test_stores_what_cannot_be_read_and_says_so(self, attempt):
        saved = save(attempt, incoming(1, "no such option"))[0]
        assert saved.status == "saved"
        assert saved.message is not None
        item = attempt.items.get(position=1)
        assert (item.state, item.steps.get().is_readable) == ("unreadable", False)

    def test_tells_blank_from_answered(self, attempt):
        save(attempt, incoming(1, "b"))
        save(attempt, incoming(1, "", base=1))
        assert attempt.items.get(position=1).state == "unanswered"

    def test_refuses_a_position_that_is_not_there(self, attempt):
        saved = save(attempt, incoming(1, "b"), incoming(99, "b"))
        assert [each.status for each in saved] == ["saved", "refused"]

    def test_finds_no_attempt_of_somebody_else(self, world, attempt):
        with pytest.raises(attempts.AttemptNotFound):
            attempts.save(
                attempt_id=attempt.public_id,
                student=world.dan,
                answers=[incoming(1, "b")],
                now=NOW,
            )

    def test_refuses_an_attempt_that_was_handed_in(self, attempt):
        attempts.submit(attempt=attempt, now=NOW)
        with pytest.raises(attempts.AttemptClosed):
            save(attempt, incoming(1, "b"))

    def test_refuses_a_check_where_all_is_scored_at_the_end(self, attempt):
        assert save(attempt, incoming(1, "b", action="check"))[0].status == "refused"

    def test_refuses_going_back_in_a_forward_only_quiz(self, world):
        quiz = factories.make_quiz(navigation="forward")
        attempt = start(quiz, world.carol)
        attempts.remember_place(attempt=attempt, position=2)
        saved = save(attempt, incoming(1, "b"), incoming(2, "Astana"))
        assert [each.status for each in saved] == ["refused", "saved"]
        attempts.remember_place(attempt=attempt, position=1, sentence="s3")
        assert attempt.position == 2


class TestReading:
    def test_of_a_number_is_told_and_stored_and_found_once(self, world, monkeypatch):
        asked = []

        def reading(spec, raw, language, *, found=numeric.reading):
            asked.append(raw)
            return found(spec, raw, language)

        monkeypatch.setattr(numeric, "reading", reading)
        attempt = start(factories.make_quiz(("numeric",)), world.carol)
        saved = save(attempt, incoming(1, "1,234"))[0]
        assert saved.reading.value == 1234
        assert saved.reading.other_raw == {"text": "1,234", "decimal": ","}
        assert Step.objects.get().reading == "1234"
        assert asked == ["1,234"]
        assert save(attempt, incoming(1, "1,234"))[0] == saved


class TestImmediate:
    @pytest.fixture
    def attempt(self, world):
        return start(factories.make_quiz(behavior="immediate"), world.carol)

    def test_locks_a_checked_question(self, attempt):
        assert save(attempt, incoming(1, "a", action="check"))[0].is_finished
        saved = save(attempt, incoming(1, "b", base=1))[0]
        assert (saved.status, saved.is_finished) == ("refused", True)

    @pytest.mark.parametrize("raw", ["", "no such option"])
    def test_does_not_lock_what_is_blank_or_unreadable(self, attempt, raw):
        assert not save(attempt, incoming(1, raw, action="check"))[0].is_finished

    def test_counts_the_checked_answer(self, attempt):
        save(attempt, incoming(1, "a"))
        save(attempt, incoming(1, "b", base=1, action="check"))
        assert attempts.submit(attempt=attempt, now=NOW).earned == 1


class TestFlag:
    def test_marks_one_question_for_later(self, world):
        attempt = start(world.quiz, world.carol)
        attempts.flag(attempt=attempt, position=2, is_flagged=True)
        flags = attempt.items.order_by("position").values_list("is_flagged", flat=True)
        assert list(flags) == [False, True, False]
