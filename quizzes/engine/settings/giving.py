"""What giving a quiz to a class means for its teacher and students, in plain words."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from quizzes.engine.kinds.registry import is_marked_by_people
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

# Kinds whose typed answers a rule can misjudge: a teacher may want to look at the wrong ones.
TYPED = frozenset({"short_answer", "cloze"})

PRACTICE_PRICE = Message(
    _(
        "While it is open, students can take this quiz for themselves and meet its questions "
        "elsewhere. They get more practice, and can know the questions before they answer here."
    )
)


def marking_load(kinds: Iterable[str], students: int, tries: int | None) -> Iterator[Message]:
    """Yield what will wait for the teacher: about how many answers of so many students.

    `kinds` are those of the questions of one attempt; `tries` None is as many as they like, of
    which one each is counted and told.
    """
    asked = list(kinds)
    essays = sum(map(is_marked_by_people, asked))
    typed = sum(kind in TYPED for kind in asked)
    count = essays * students * (tries or 1)
    if not essays:
        yield Message(_("Nothing waits for you to mark: every question is scored by a rule."))
    elif tries is None:
        yield ngettext(
            _("About %(count)s essay to mark if each student tries once, more if they try again."),
            _("About %(count)s essays to mark if each student tries once, more if they try again."),
            count,
        )
    else:
        yield ngettext(
            _("About %(count)s essay to mark, if every student uses all tries."),
            _("About %(count)s essays to mark, if every student uses all tries."),
            count,
        )
    if typed:
        yield ngettext(
            _("About %(count)s typed answer is scored by a rule; look at the near misses."),
            _("About %(count)s typed answers are scored by a rule; look at the near misses."),
            typed * students * (tries or 1),
        )


def lateness(percent: int, due_at: datetime | None, closes_at: datetime | None) -> Message:
    """Return what becomes of an answer after the due time."""
    if due_at is None and closes_at is None:
        return Message(_("It never closes: what waits for closing is never shown by itself."))
    if closes_at is None or due_at is None or due_at == closes_at:
        return Message(_("Nobody can hand in after the due time."))
    params = {"percent": percent, "due_at": due_at, "closes_at": closes_at}
    if not percent:
        return Message(
            _(
                "Handing in is possible until %(closes_at)s. After %(due_at)s it is shown to you "
                "as late, and takes no points."
            ),
            params,
        )
    return Message(
        _(
            "Handing in is possible until %(closes_at)s. A student loses %(percent)s%% of the "
            "points earned for each day begun after %(due_at)s."
        ),
        params,
    )


def days_open(preset_name: str) -> timedelta:
    """Return how long a quiz is open where its teacher has not said: a guess to begin from."""
    days = {"practice": 14, "homework": 7, "reading_check": 2, "exam": 1}
    return timedelta(days=days.get(preset_name, 7))
