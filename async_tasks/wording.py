"""What families read about a task: made from its steps and hand-in, and read back from there."""

from collections.abc import Iterable

HAND_IN = "Hand in: "


def split_steps(text: str) -> tuple[str, ...]:
    """A text's steps, one a line; blank lines fall away."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def spell_task(steps: Iterable[str], hand_in: str) -> str:
    """The block's instructions: a step a line, and how to hand in last."""
    last = f"{HAND_IN}{hand_in.strip()}" if hand_in.strip() else ""
    return "\n".join([*steps, *([last] if last else [])])


def read_task(text: str) -> tuple[tuple[str, ...], str]:
    """Steps and hand-in of a block's instructions, whoever wrote them."""
    steps = split_steps(text)
    if steps and steps[-1].startswith(HAND_IN):
        return steps[:-1], steps[-1].removeprefix(HAND_IN).strip()
    return steps, ""
