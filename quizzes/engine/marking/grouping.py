"""Equal answers as one group: what many have typed is looked at, and marked, once."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.scoring import ZERO


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """An answer: its item's key, as typed, as it is compared, and what it has earned, 0..1."""

    item: int
    typed: str
    compared: str
    fraction: Fraction | None
    is_near_miss: bool = False
    is_by_person: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers that are equal once what the question folds is left out; never empty."""

    compared: str
    answers: tuple[TypedAnswer, ...]

    @property
    def key(self) -> str:
        """What names the group in a form: 16 hexadecimal digits of its text (BLAKE2b)."""
        return hashlib.blake2b(self.compared.encode(), digest_size=8).hexdigest()

    @property
    def typed(self) -> str:
        """How most have typed it; of equals the first in the alphabet."""
        counts = Counter(" ".join(answer.typed.split()) for answer in self.answers)
        return min(counts, key=lambda text: (-counts[text], text))

    @property
    def spelling_count(self) -> int:
        """In how many ways it was typed."""
        return len({answer.typed for answer in self.answers})

    @property
    def count(self) -> int:
        """How many have answered so."""
        return len(self.answers)

    @property
    def fractions(self) -> tuple[Fraction, ...]:
        """What the answers have earned, each value once, the lowest first; () while unmarked."""
        return tuple(sorted({each.fraction for each in self.answers if each.fraction is not None}))

    @property
    def is_near_miss(self) -> bool:
        """Whether it is one edit away from an accepted text, and was marked as that."""
        return any(answer.is_near_miss for answer in self.answers)

    @property
    def is_by_person(self) -> bool:
        """Whether a person has marked it, all of it."""
        return all(answer.is_by_person for answer in self.answers)

    @property
    def comment(self) -> str:
        """What a person has said of it; "" where that differs."""
        comments = {answer.comment for answer in self.answers}
        return comments.pop() if len(comments) == 1 else ""

    @property
    def is_unmatched(self) -> bool:
        """Whether no variant has matched and nobody has looked at it."""
        return self.fractions in ((), (ZERO,)) and not self.is_by_person


def grouped(answers: Iterable[TypedAnswer]) -> Sequence[AnswerGroup]:
    """Return the groups: what nothing has matched first, and of these what most have typed."""
    found: dict[str, list[TypedAnswer]] = defaultdict(list)
    for answer in answers:
        found[answer.compared].append(answer)
    groups = (AnswerGroup(compared, tuple(each)) for compared, each in found.items())
    return sorted(groups, key=lambda group: (not group.is_unmatched, -group.count, group.compared))
