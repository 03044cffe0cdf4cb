"""How much texts are alike, in any script, and which of many are."""

import pytest

from quizzes.engine.likeness import grouped, likely_pairs, likeness, shingles, sketch

FIRST = "Where was the spirit of the four parts named, according to the article?"
OTHERS = [
    (FIRST, 1.0),
    (FIRST.upper(), 1.0),
    ("Where was the spirit of the five parts named, according to the article?", 10 / 14),
    ("Who carried silk west?", 0.0),
    ("", 0.0),
]


@pytest.mark.parametrize(("other", "expected"), OTHERS)
def test_is_the_share_of_pairs_of_words(other, expected):
    assert likeness(shingles(FIRST), shingles(other)) == pytest.approx(expected)


def test_reads_scripts_without_spaces():
    assert shingles("丝绸之路") == {"丝 绸", "绸 之", "之 路"}
    assert shingles("Жібек") == {"жібек"}


def test_finds_the_few_that_are_alike_among_many():
    texts = {n: f"Question {n} asks about topic {n * 7} in the year {n * 13}?" for n in range(300)}
    texts |= {1000 + n: text for n, (text, _) in enumerate(OTHERS)}
    pairs = likely_pairs({key: sketch(text) for key, text in texts.items()})
    alike = [
        pair
        for pair in pairs
        if likeness(shingles(texts[pair[0]]), shingles(texts[pair[1]])) >= 0.6
    ]
    assert grouped(alike) == [[1000, 1001, 1002]]


def test_groups_friends_of_friends():
    assert grouped([(1, 2), (5, 6), (2, 3), (3, 1)]) == [[1, 2, 3], [5, 6]]
    assert grouped([]) == []
