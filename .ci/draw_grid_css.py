"""Writes static/css/grid.css: where a block stands on the five-minute grid, as classes.

The pages allow no inline styles, so a block says its place by class names:
`from-12 for-6 lane-1-of-2` starts an hour below the axis' start, lasts half an hour, and takes
the first of two lanes. Run it with `python .ci/draw_grid_css.py` after changing a number.
"""

from collections.abc import Iterator
from pathlib import Path

STEPS_IN_A_DAY = 24 * 60 // 5
MOST_LANES = 6
STYLESHEET = Path(__file__).parent.parent / "static" / "css" / "grid.css"


def place_rules() -> Iterator[str]:
    """One rule per start and per length, in five-minute steps."""
    for step in range(STEPS_IN_A_DAY):
        yield f".from-{step}{{grid-row-start:{step + 1}}}"
    for steps in range(1, STEPS_IN_A_DAY + 1):
        yield f".for-{steps}{{grid-row-end:span {steps}}}"


def lane_rules() -> Iterator[str]:
    """Blocks at the same time stand side by side, each in its share of the column."""
    for lanes in range(2, MOST_LANES + 1):
        width = f"calc({100 / lanes:.4g}% - 4px)"
        for lane in range(1, lanes + 1):
            inset = f"calc({100 * (lane - 1) / lanes:.4g}% + 2px)"
            yield f".lane-{lane}-of-{lanes}{{inline-size:{width};margin-inline-start:{inset}}}"


def main() -> None:
    rules = "".join([*place_rules(), *lane_rules()])
    STYLESHEET.write_text(
        "/* Made by .ci/draw_grid_css.py: places on the five-minute grid. */\n"
        f"@layer components{{@media (width>=48rem),print{{{rules}}}}}\n"
    )


if __name__ == "__main__":
    main()
