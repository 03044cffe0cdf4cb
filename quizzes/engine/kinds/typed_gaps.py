"""What typed gaps earn: each is a short answer; in a set the best assignment of texts counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.kinds import short_answer
from quizzes.engine.kinds.gaps import Gap, Judged, feedback_key
from quizzes.engine.kinds.typed_text import Folding, example, folded, matches, pieces
from quizzes.engine.scoring import ONE, ZERO

# What is earned, how many rows are in the column of their own place, and each row's column.
_Assigned = tuple[Fraction, int, tuple[int | None, ...]]


def as_short_answer(gap: Gap, folding: Folding) -> short_answer.Spec:
    """Return the short answer that a typed gap is."""
    return short_answer.Spec(
        gap.variants,
        folds_case=folding.folds_case,
        folds_white_space=folding.folds_white_space,
        folds_quotes=folding.folds_quotes,
        folds_dashes=folding.folds_dashes,
        folds_diacritics=folding.folds_diacritics,
    )


def judged_typed(
    group: Sequence[Gap], given: Mapping[str, str], folding: Folding
) -> tuple[Judged, ...]:
    """Return what each gap of a set earned; `given` holds the texts by gap, and no blank ones.

    Each text is counted for one gap's variants, each gap's variants for one text, so that most is
    earned. A text that is given again counts where it stands first.
    """
    keys = tuple(as_short_answer(gap, folding) for gap in group)
    texts = _without_repetitions([given.get(gap.id, "") for gap in group], folding)
    earned = [[_earned(key, text) for key in keys] if text else [] for text in texts]
    filled = _Filled(group, keys, texts, best_assignment(earned))
    return tuple(filled.judged(place) for place in range(len(group)))


def correct_typed(group: Sequence[Gap], folding: Folding) -> Mapping[str, str]:
    """Return a text that earns 1 for each gap of a set, no two the same; fewer if there are not."""
    # A gap with as many texts as there are gaps finds one that no other has taken.
    examples = [_examples(as_short_answer(gap, folding), len(group)) for gap in group]
    rows = _representatives(examples)
    return {group[row].id: examples[row][text] for text, row in rows.items()}


def best_assignment(earned: Sequence[Sequence[Fraction]]) -> tuple[int | None, ...]:
    """Return the column of each row so that most is earned and no column is used twice.

    `earned` is (rows, columns); a row that is left out is empty. Of equals the one with most rows
    in the column of their own place is taken. The maximum is exact: dynamic programming over the
    subsets of columns, after Held and Karp (1962).
    """
    best: dict[int, _Assigned] = {0: (ZERO, 0, ())}
    for place, row in enumerate(earned):
        after = {
            used: (sum_, home, (*columns, None)) for used, (sum_, home, columns) in best.items()
        }
        for used, (sum_, home, columns) in best.items():
            for column, fraction in enumerate(row):
                if fraction > 0 and not used & 1 << column:
                    found = (sum_ + fraction, home + (column == place), (*columns, column))
                    before = after.setdefault(used | 1 << column, found)
                    after[used | 1 << column] = max(before, found, key=_rank)
        best = after
    return max(best.values(), key=_rank)[2]


def _rank(assigned: _Assigned) -> tuple[Fraction, int]:
    return assigned[:2]


@dataclass(frozen=True, slots=True)
class _Filled:
    """A set with its texts, "" for blank and repeated ones, and whose variants each counts for."""

    group: Sequence[Gap]
    keys: Sequence[short_answer.Spec]
    texts: Sequence[str]
    columns: Sequence[int | None]

    def judged(self, place: int) -> Judged:
        gap, text, column = self.group[place], self.texts[place], self.columns[place]
        if not text:
            return Judged(gap.id)
        fraction = ZERO if column is None else _earned(self.keys[column], text)
        return Judged(gap.id, fraction, self._told(place), self._is_near_miss(place))

    def _told(self, place: int) -> str:
        text, column = self.texts[place], self.columns[place]
        for other in self._wrong(place) if column is None else [column]:
            for key in short_answer.feedback_keys(self.keys[other], text):
                variant_place = int(key.removeprefix("feedback:"))
                return feedback_key(self.group[place], self.group[other], variant_place)
        return ""

    def _wrong(self, place: int) -> list[int]:
        """Return the columns where a text earns nothing, its own gap's first."""
        own_first = sorted(range(len(self.keys)), key=lambda other: other != place)
        return [other for other in own_first if not _earned(self.keys[other], self.texts[place])]

    def _is_near_miss(self, place: int) -> bool:
        """Return whether a text fits no variant, and nearly one that no other text counts for."""
        text, column = self.texts[place], self.columns[place]
        if any(_is_listed(key, text) for key in self.keys):
            return False
        return any(
            short_answer.score(key, text).is_near_miss
            for other, key in enumerate(self.keys)
            if other == column or other not in self.columns
        )


def _without_repetitions(texts: Iterable[str], folding: Folding) -> list[str]:
    seen: set[str] = set()
    kept = []
    for text in texts:
        plain = folded(text, folding).strip()
        kept.append("" if plain in seen else text)
        seen.add(plain)
    return kept


def _earned(key: short_answer.Spec, text: str) -> Fraction:
    return short_answer.score(key, text).fraction or ZERO


def _is_listed(key: short_answer.Spec, text: str) -> bool:
    """Return whether a variant fits that does not fit everything."""
    typed = folded(text, key).strip()
    patterns = (pieces(variant.text, key) for variant in key.variants)
    return any(matches(parts, typed) and not matches(parts, "") for parts in patterns)


def _examples(key: short_answer.Spec, most: int) -> Mapping[str, str]:
    """Return texts that earn 1, by their folded forms, the first and not more than so many."""
    found: dict[str, str] = {}
    for text in (example(variant.text, key) for variant in key.variants):
        if len(found) < most and _earned(key, text) == ONE:
            found.setdefault(folded(text, key).strip(), text)
    return found


def _representatives(rows: Sequence[Iterable[str]]) -> Mapping[str, int]:
    """Return texts with their rows, no row twice and as many as possible.

    By augmenting paths: a matching that none of them makes larger is a largest one (Berge 1957).
    """
    taken: dict[str, int] = {}

    def is_placed(row: int, tried: set[str]) -> bool:
        for text in rows[row]:
            if text not in tried:
                tried.add(text)
                if text not in taken or is_placed(taken[text], tried):
                    taken[text] = row
                    return True
        return False

    for row in range(len(rows)):
        is_placed(row, set())
    return taken
