"""How long the PDF of a quiz takes: python -m tests.load.paper --questions 60 --variants 1.

Two seconds at most for the sheets of 60 questions, on two quiet cores; CPU seconds are told as
well, which a busy machine does not change. No database.
"""

import argparse
import time
from datetime import UTC, datetime

from quizzes.engine.paper.document import pdf_of
from quizzes.engine.paper.sheet import (
    Look,
    Option,
    Paper,
    Part,
    Question,
    Section,
    Sheets,
    Variant,
    Words,
)
from tests.engine.paper.test_document import WORDS

STEM = "According to the article, which of these did the speaker name *first*, and to whom?"
OPTION = "What the five countries agreed on at their first meeting in the city"
LOOKS = (Look.ONE, Look.MANY, Look.ORDER, Look.LINES)
WHY = Words("The second paragraph says so, in the words of the speaker, and names the year.", "")


def question(number: int) -> Question:
    """Return a question of middling length."""
    look = LOOKS[number % len(LOOKS)]
    options = () if look is Look.LINES else tuple(Option(c, Words(OPTION, "")) for c in "ABCD")
    return Question(
        number=number,
        points="1 point",
        look=look,
        stem=Words(f"{STEM} ({number})", ""),
        instruction="Choose all that apply." if look is Look.MANY else "",
        language="en",
        options=options,
        rows=1 if look is Look.LINES else 0,
        key=("A",),
        explanation=WHY,
    )


def sheets(questions: int, variants: int) -> Sheets:
    """Return a quiz of so many questions."""
    section = Section("Part one", "Read first.", tuple(map(question, range(1, questions + 1))))
    made = tuple(Variant(c, f"7F-{c}", (section,), str(questions)) for c in "ABCDEFGH"[:variants])
    return Sheets("A quiz for the load run", "", "en", made, None, WORDS)


def main() -> None:
    """Print wall and CPU seconds for each part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--variants", type=int, default=1)
    asked = parser.parse_args()
    made = sheets(asked.questions, asked.variants)
    for part in Part:
        wall, cpu = time.perf_counter(), time.process_time()
        content = pdf_of(
            made, part, size=Paper.A4, is_large=False, made_at=datetime(2026, 1, 1, tzinfo=UTC)
        )
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(f"{part:10} {wall:6.2f} s  {cpu:6.2f} s CPU  {len(content) / 1024:6.0f} KB")


if __name__ == "__main__":
    main()
