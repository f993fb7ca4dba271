"""A task's text: pasted lists become steps, and what families read is read back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.families.task_words import SHOW_WAYS, TaskWords, read_task, spell_task, split_steps


@pytest.mark.parametrize(
    "text",
    [
        "Read.\nDraw.\nTell.",
        "1. Read.\n2. Draw.\n3. Tell.",
        "1) Read.\r\n2) Draw.\r\n\r\n3) Tell.",
        "Step 1: Read.\nStep 2: Draw.\nstep 3: Tell.",
        "1 - Read.\n2 - Draw.\n3 - Tell.",
        "- Read.\n- Draw.\n* Tell.",
        "\u2022 Read.\n\u2022 Draw.\n  \u2022 Tell.",
        "\u2610 Read.\n\u2013 Draw.\n\u2014 Tell.",
        "1. Read. 2. Draw. 3. Tell.",
        "1) Read. 2) Draw. 3) Tell.",
        "\u2022 1. Read.\n\u2022 2. Draw.\n\u2022 3. Tell.",
    ],
)
def test_a_pasted_list_becomes_steps_without_its_marks(text: str) -> None:
    assert split_steps(text) == ("Read.", "Draw.", "Tell.")


@pytest.mark.parametrize(
    "step",
    [
        "Read chapters 1. and 2. again",
        "3 apples are on the table",
        "10-15 minutes of reading",
        "Count 1, 2, 3",
        "2026 was a year",
        "1.",
        "-",
        "-5 is below zero",
    ],
)
def test_numbers_that_belong_to_a_step_stay(step: str) -> None:
    assert split_steps(step) == (step,)


WHOLE = TaskWords(
    steps=("Read a page.", "Draw it."),
    options=("Tell it", "Sing it", "Build it"),
    pick=2,
    video="https://learn.example/1",
    captions=True,
    timer=10,
    show_by=("draw", "photograph"),
    hand_in="a photo, in the class folder",
)


def test_families_read_the_video_first_and_the_hand_in_last() -> None:
    assert spell_task(WHOLE) == (
        "Watch first, with captions: https://learn.example/1\n"
        "Read a page.\n"
        "Draw it.\n"
        "Choose 2 of these 3:\n"
        "\u2022 Tell it\n"
        "\u2022 Sing it\n"
        "\u2022 Build it\n"
        "Timer: 10 minutes\n"
        "Show it your way: draw it or take a photo of it.\n"
        "Hand in: a photo, in the class folder"
    )


WORDS = st.builds(
    TaskWords,
    steps=st.lists(st.sampled_from(["Read.", "Draw it.", "Say it to somebody."]), max_size=4).map(
        tuple
    ),
    options=st.just(("Tell it", "Sing it")),
    pick=st.just(1),
    video=st.sampled_from(["", "https://a.example/b?c=1"]),
    captions=st.just(False),
    timer=st.none() | st.integers(1, 180),
    show_by=st.lists(st.sampled_from(sorted(SHOW_WAYS)), unique=True).map(
        lambda ways: tuple(name for name in SHOW_WAYS if name in ways)
    ),
    hand_in=st.sampled_from(["", "a photo"]),
)


@given(WORDS)
def test_what_is_spelled_is_read_back(words: TaskWords) -> None:
    assert read_task(spell_task(words)) == words


@given(st.text(max_size=200))
def test_any_text_keeps_its_words_when_it_is_read_and_spelled_again(text: str) -> None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert spell_task(read_task(text)) == "\n".join(lines)


@given(st.text(max_size=200))
def test_steps_that_are_split_stay_as_they_are(text: str) -> None:
    once = split_steps(text)
    assert all(step.strip() == step != "" for step in once)


@pytest.mark.parametrize(
    "text",
    [
        "Choose 2 of these 3:\n\u2022 Tell it\n\u2022 Sing it",
        "Choose 1 of these 2:\nTell it\n\u2022 Sing it",
        "Choose some of these:\n\u2022 Tell it",
        "Choose 1 of these 0:",
    ],
)
def test_what_only_looks_like_a_choice_board_stays_steps(text: str) -> None:
    assert read_task(text) == TaskWords(steps=tuple(text.split("\n")))
