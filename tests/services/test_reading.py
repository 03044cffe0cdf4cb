"""What a reader marks: sentences, notes, struck options, and how one reads."""

import pytest

from quizzes.models.articles import ReadingMark
from quizzes.models.attempts import Strike
from quizzes.services import accounts, articles, attempts
from tests.factories import NOW, make_article, start, take

pytestmark = pytest.mark.rows

MOST = ReadingMark.LONGEST_NOTE


@pytest.fixture
def text(world):
    return world.quiz.article.revisions.get()


def highlight(reader, revision, *sentences, is_highlighted=True):
    articles.highlight(
        reader=reader,
        revision=revision,
        sentences=sentences,
        is_highlighted=is_highlighted,
        now=NOW,
    )


def write(reader, revision, note, *, sentence=1, base=""):
    articles.write_note(
        reader=reader, revision=revision, sentence=sentence, note=note, base=base, now=NOW
    )


def marks(reader):
    rows = ReadingMark.objects.visible_to(reader).order_by("sentence")
    return list(rows.values_list("sentence", "is_highlighted", "note"))


class TestHighlight:
    def test_keeps_each_sentence_once(self, world, text):
        highlight(world.bob, text, 1, 2, 2)
        highlight(world.bob, text, 2, 3)
        assert marks(world.bob) == [(1, True, ""), (2, True, ""), (3, True, "")]

    def test_is_taken_away_and_the_note_stays(self, world, text):
        highlight(world.bob, text, 1, 2)
        write(world.bob, text, "Why?")
        highlight(world.bob, text, 1, 2, 3, is_highlighted=False)
        assert marks(world.bob) == [(1, False, "Why?")]

    def test_joins_a_note(self, world, text):
        write(world.bob, text, "Why?")
        highlight(world.bob, text, 1)
        assert marks(world.bob) == [(1, True, "Why?")]

    def test_is_of_one_reader_and_one_text(self, world, text):
        highlight(world.bob, text, 1)
        highlight(world.carol, text, 2)
        highlight(world.bob, make_article("One."), 1)
        assert marks(world.carol) == [(2, True, "")]
        highlight(world.carol, text, 1, 2, is_highlighted=False)
        assert marks(world.bob) == [(1, True, ""), (1, True, "")]

    @pytest.mark.parametrize("sentence", [0, 8, 999_999])
    def test_refuses_a_sentence_that_is_none(self, world, text, sentence):
        with pytest.raises(articles.CannotMark, match="no such sentence"):
            highlight(world.bob, text, 1, sentence)
        assert marks(world.bob) == []


class TestWriteNote:
    def test_keeps_a_note_and_changes_it(self, world, text):
        write(world.bob, text, "Why?")
        write(world.bob, text, "Because.", base="Why?")
        assert marks(world.bob) == [(1, False, "Because.")]

    def test_takes_away_an_empty_one(self, world, text):
        write(world.bob, text, "Why?")
        write(world.bob, text, "", base="Why?")
        write(world.bob, text, "")
        assert marks(world.bob) == []

    def test_leaves_the_highlight(self, world, text):
        highlight(world.bob, text, 1)
        write(world.bob, text, "Why?")
        write(world.bob, text, "", base="Why?")
        assert marks(world.bob) == [(1, True, "")]

    def test_never_replaces_what_another_page_wrote(self, world, text):
        write(world.bob, text, "From the phone")
        with pytest.raises(articles.NoteChanged) as error:
            write(world.bob, text, "From the desk")
        assert error.value.stored == "From the phone"
        assert marks(world.bob) == [(1, False, "From the phone")]

    def test_takes_a_resend_as_the_same(self, world, text):
        write(world.bob, text, "Why?")
        write(world.bob, text, "Why?")
        assert marks(world.bob) == [(1, False, "Why?")]

    def test_has_an_end(self, world, text, monkeypatch):
        monkeypatch.setattr(articles, "MOST_NOTES", 2)
        write(world.bob, text, "1", sentence=1)
        write(world.bob, text, "2", sentence=2)
        with pytest.raises(articles.CannotMark, match="Remove one"):
            write(world.bob, text, "3", sentence=3)
        write(world.bob, text, "changed", sentence=2, base="2")

    def test_holds_the_longest_note(self, world, text):
        write(world.bob, text, "ы" * MOST)
        assert marks(world.bob) == [(1, False, "ы" * MOST)]


class TestSetReading:
    def test_is_kept_with_the_person(self, world):
        accounts.set_reading(user=world.bob, text_size=5, line_spacing=3, is_dimming=True)
        world.bob.refresh_from_db()
        assert (world.bob.text_size, world.bob.line_spacing, world.bob.is_dimming) == (5, 3, True)


class TestStrike:
    def test_keeps_an_option_once_and_brings_it_back(self, world):
        attempt = start(world.assignment, world.bob)
        for _ in range(2):
            attempts.strike(attempt=attempt, position=1, option="a", is_struck=True)
        attempts.strike(attempt=attempt, position=2, option="c", is_struck=True)
        rows = Strike.objects.order_by("item__position")
        assert list(rows.values_list("item__position", "option")) == [(1, "a"), (2, "c")]
        attempts.strike(attempt=attempt, position=1, option="a", is_struck=False)
        assert list(rows.values_list("option", flat=True)) == ["c"]

    def test_knows_only_options_that_were_shown(self, world):
        attempt = start(world.assignment, world.bob)
        attempts.strike(attempt=attempt, position=1, option="z", is_struck=True)
        attempts.strike(attempt=attempt, position=99, option="a", is_struck=True)
        assert not Strike.objects.exists()

    def test_is_toggled_by_a_plain_button(self, world):
        attempt = start(world.assignment, world.bob)
        attempts.toggle_strike(attempt=attempt, position=1, option="a")
        assert Strike.objects.count() == 1
        attempts.toggle_strike(attempt=attempt, position=1, option="a")
        assert Strike.objects.count() == 0

    def test_changes_no_score_and_no_receipt(self, world):
        plain = take(world.quiz, world.carol)
        attempt = start(world.quiz, world.bob)
        for option in "abc":
            attempts.strike(attempt=attempt, position=1, option=option, is_struck=True)
        attempts.submit(attempt=attempt, now=NOW)
        assert attempt.items.get(position=1).steps.count() == 0
        struck = take(world.quiz, world.bob)
        assert struck.total == plain.total
