"""What a pasted line says about its kind: live, at school, in own time, or a break."""

import re
from dataclasses import dataclass


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w])", re.IGNORECASE)


LIVE = _words(
    "live", "synchronous", "sync", "zoom", "google meet", "meet", "teams", "webex", r"\(l\)",
    "video call", "whole[- ]group", "whole class", "morning meeting", "closing circle",
    "class meeting", "circle time", r"with (?:the |your |a )?teachers?",
)  # fmt: skip
IN_PERSON = _words("in[- ]person", "at school", "on[- ]?site", "face[- ]to[- ]face", "in class")
ASYNC = _words(
    "async", "asynchronous(?:ly)?", "independent(?:ly)?", "self[- ]paced", "own time",
    "on your own", "homework", "any ?time", "seat ?work",
)  # fmt: skip
OFFLINE = _words(
    "offline", "off[- ]screen", "screen[- ]free", "unplugged", "no device", "without a device",
    r"away from (?:the |your )?(?:screens?|devices?)", "on paper",
)  # fmt: skip
EITHER = _words("with or without a device", "device optional")
BREAK = _words(
    "lunch", "recess", "snack", "breaks?", "brain break", "family time", "dismissal", "rest time",
    "passing time", "free time",
)  # fmt: skip
ANY_TIME = _words("any ?time", "whenever", "flexible time")

_PURPOSES = {
    "community": _words("community", "morning meeting", "circle time"),
    "small_group": _words("small[- ]groups?"),
    "reflection": _words("reflection", "closing circle"),
    "feedback": _words("feedback", "conferenc(?:e|es|ing)"),
    "discussion": _words("discussion"),
    "executive_function": _words("executive[- ]function(?:ing)?"),
}
_SAYS_ONLY_KIND = re.compile(
    r"[\s,;-]*[(\[]?(?<!\w)(?:live|l|sync(?:hronous)?|async(?:hronous)?|in[- ]person|at school|"
    r"own time|offline|online|any ?time)(?!\w)[)\]]?[\s,;.-]*$",
    re.IGNORECASE,
)


CHOICES: dict[str, tuple[str, str]] = {
    "live": ("live", ""),
    "in_person": ("in_person", ""),
    "on": ("async", "on"),
    "off": ("async", "off"),
    "either": ("async", "either"),
    "break": ("break", ""),
}
"""Every kind that a block can be of, as mode and screen."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a line says it is; an empty mode where it doesn't say, a problem where it says two."""

    mode: str = ""
    screen: str = ""
    purpose: str = ""
    any_time: bool = False
    problem: str = ""


def read_kind(text: str) -> Kind:
    """The kind that the words of a line speak of."""
    is_break = bool(BREAK.search(text))
    spoken = {
        "live": bool(LIVE.search(text)),
        "in_person": bool(IN_PERSON.search(text)),
        # A lunch away from the screen is still a lunch.
        "async": bool(ASYNC.search(text) or (OFFLINE.search(text) and not is_break)),
    }
    said = [mode for mode, is_said in spoken.items() if is_said]
    purpose = next((name for name, words in _PURPOSES.items() if words.search(text)), "")
    any_time = bool(ANY_TIME.search(text))
    if len(said) > 1:
        return Kind(
            purpose=purpose,
            problem=f"it says {' and '.join(map(_say, said))}: choose one, or make it two lines",
        )
    # "Recess" is a break; "live small groups and a break" is above all live.
    if not said and is_break:
        return Kind("break")
    mode = said[0] if said else ""
    screen = _find_screen(text) if mode == "async" else ""
    return Kind(mode, screen, purpose, any_time)


def _find_screen(text: str) -> str:
    if EITHER.search(text):
        return "either"
    return "off" if OFFLINE.search(text) else "on"


def _say(mode: str) -> str:
    return {"live": "live", "in_person": "at school", "async": "own time"}[mode]


def strip_kind(title: str) -> str:
    """A title without the words at its end that say nothing but its kind."""
    for _ in range(3):
        shorter = _SAYS_ONLY_KIND.sub("", title)
        if shorter == title or not shorter.strip():
            break
        title = shorter
    return title
