"""Writes static/icons/icons.svg from an unpacked lucide-static package.

`python .ci/draw_icons.py path/to/lucide-static` keeps the icons named here, under the names
that the pages use, so that a page says what it means ("offline") and not what it shows ("leaf").
"""

import re
import sys
from pathlib import Path

SPRITE = Path(__file__).parent.parent / "static" / "icons" / "icons.svg"
SYMBOL = (
    '<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round">{paths}</symbol>'
)
ICONS = {
    "live": "video",
    "in-person": "school",
    "device": "monitor",
    "offline": "leaf",
    "either": "pencil",
    "break": "coffee",
    "check": "check",
    "must": "flag",
    "should": "lightbulb",
    "alarm": "circle-alert",
    "info": "info",
    "undo": "undo-2",
    "plus": "plus",
    "close": "x",
    "more": "ellipsis",
    "previous": "chevron-left",
    "next": "chevron-right",
    "down": "chevron-down",
    "calendar": "calendar-days",
    "clock": "clock",
    "people": "users",
    "person": "user-round",
    "print": "printer",
    "send": "send",
    "copy": "copy",
    "join": "log-in",
    "external": "external-link",
    "download": "download",
    "search": "search",
    "edit": "square-pen",
    "delete": "trash-2",
    "coach": "hand-helping",
    "help": "circle-question-mark",
    "home": "house",
    "no-network": "wifi-off",
    "unsure": "circle-dashed",
    "feed": "calendar-plus",
    "grip": "grip-vertical",
}


def read_paths(icon_file: Path) -> str:
    """What an icon file draws, without its frame."""
    frame = re.search(r"<svg[^>]*>(.*)</svg>", icon_file.read_text(), re.DOTALL)
    if frame is None:
        raise SystemExit(f"{icon_file} is no icon")
    return re.sub(r"\s*\n\s*", "", frame.group(1)).replace(" />", "/>")


def main(package: Path) -> None:
    symbols = [
        SYMBOL.format(name=name, paths=read_paths(package / "icons" / f"{icon}.svg"))
        for name, icon in ICONS.items()
    ]
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""]
    SPRITE.write_text("\n".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
