"""What families read about a session, made and read back."""

from itertools import chain, combinations

import pytest

from planner.families.session_words import (
    WORK_TIME_OPTIONS,
    FamilyWords,
    read_for_families,
    spell_for_families,
)

SOME_OPTIONS = list(
    chain.from_iterable(combinations(WORK_TIME_OPTIONS, count) for count in range(5))
)


@pytest.mark.parametrize("options", SOME_OPTIONS)
@pytest.mark.parametrize("bring", ["", "a ruler"])
@pytest.mark.parametrize("words", ["", "Hello.\nAnd welcome."])
def test_what_is_spelled_is_read_back(words: str, bring: str, options: tuple[str, ...]) -> None:
    parts = FamilyWords(words, bring, options)
    assert read_for_families(spell_for_families(parts)) == parts


def test_a_line_that_only_looks_like_ours_stays_with_the_words() -> None:
    text = "After the lesson, choose: work with the teacher, if you like"
    assert read_for_families(text) == FamilyWords(text)
