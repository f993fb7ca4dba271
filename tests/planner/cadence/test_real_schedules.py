"""School days that districts published in 2020, judged; readings of ours are marked."""

import pytest

from planner.cadence import judge, load_policy
from planner.cadence.sketches import sketch_days

FAIRFAX = """class id=fairfax grades=3
tue-fri 9:00 live morning meeting 30 community
tue-fri 9:30 live mathematics 50 instruction
tue-fri 10:20 break screen-time break 10
tue-fri 10:30 live science or social studies 40 instruction
tue-fri 11:10 lunch and family time 60
tue-fri 12:10 live language arts 60 instruction
tue-fri 13:10 break screen-time break 10
tue-fri 13:20 live specials 30
tue-fri 13:50 async independent work 60
tue-fri 14:50 live end-of-day reflection 20 reflection
"""
"""Sample virtual elementary day. The page mixes live teaching and independent work in a subject
block; here each is live throughout, and 13:50 is independent work on a device (our reading)."""

BELLEVUE = """class id=bellevue grades=4
tue 9:00 live morning 180
tue 12:00 lunch 25
tue 12:25 recess 35
tue 13:00 async software and independent work 135
"""
"""Elementary full remote. Three hours live in the morning, as one stretch that begins at nine;
the afternoon's small groups are not for everyone and are left out (our reading)."""

RADNOR = """class id=radnor grades=K
tue 9:10 live morning meeting 10 community
tue 9:20 live math 20
tue 9:40 async math practice 40
tue 10:20 live english language arts 20
tue 10:40 async language practice 35
tue 11:15 async intervention or enrichment 25
tue 11:40 live english language arts 30
tue 12:10 lunch 60 min
tue 13:10 async flexible intervention 20
tue 13:30 live special 20
tue 13:50 async science, social studies and writing 100
tue 15:30 live closing circle 10 reflection
"""
"""Kindergarten, phase 3. Where the page says "mixed", the first 20 minutes are live and the rest is
independent online work (our reading)."""

LINCOLNSHIRE = """class id=lincolnshire grades=K subjects=math,language_arts
tue 8:45 live morning meeting 15 community
tue 9:00 live math 15
tue 9:15 live language arts 15
tue 9:30 live small group 15 small group
tue any time math 15 offline
tue any time language arts 15 offline
"""
"""Kindergarten's minutes by subject, back to back (our reading), on a day with a small group."""


Found = tuple[str, str, str, float, float]
FAIRFAX_TUESDAY = FAIRFAX.replace("tue-fri", "tue")

KEPT_AND_BROKEN: dict[str, tuple[str, str, list[Found]]] = {
    # 230 live minutes and 60 alone, from 9:00 to 15:10; lessons of 50, 40 and 60 minutes.
    "Fairfax, Illinois": (
        FAIRFAX_TUESDAY,
        "illinois-fall-2020",
        [("day-total", "must", "broken", 290, 300)],
    ),
    "Fairfax, Seattle": (
        FAIRFAX_TUESDAY,
        "seattle-agreement",
        [("day-end", "must", "broken", 910, 900)],
    ),
    "Fairfax, Los Angeles": (
        FAIRFAX_TUESDAY,
        "los-angeles",
        [("day-ends", "must", "broken", 910, 855)],
    ),
    # The meeting, which has no subject, is followed by mathematics without a pause.
    "Fairfax, Virtual Virginia": (
        FAIRFAX_TUESDAY,
        "virtual-virginia",
        [
            ("whole-group-segment", "should", "broken", 50, 20),
            ("whole-group-segment", "should", "broken", 40, 20),
            ("whole-group-segment", "should", "broken", 60, 20),
            ("subject-breaks", "should", "broken", 0, 10),
        ],
    ),
    # Of the sum of minutes: 180 live, 135 alone, lunch 25 and recess 35, from 9:00 to 15:15.
    "Bellevue, Illinois": (BELLEVUE, "illinois-fall-2020", []),
    "Bellevue, Seattle": (
        BELLEVUE,
        "seattle-agreement",
        [("day-end", "must", "broken", 915, 900)],
    ),
    # A year is not judged by its first day.
    "Bellevue, Washington": (
        BELLEVUE,
        "washington-wac-180-16-200",
        [
            ("days", "must", "undecided", 1, 180),
            ("hours", "must", "undecided", 315, 60_000),
        ],
    ),
    "Bellevue, Hong Kong": (
        BELLEVUE,
        "hong-kong-health",
        [
            ("screen-run", "should", "broken", 180, 60),
            ("physical-activity", "should", "broken", 35, 60),
        ],
    ),
    # 110 live minutes in pieces of 30 at most, 220 alone, 330 in all, from 9:10 to 15:40.
    "Radnor, Philadelphia": (
        RADNOR,
        "philadelphia-kindergarten",
        [
            ("instructional-day", "must", "broken", 330, 120),
            ("physical-activity", "must", "broken", 0, 20),
            ("screen-time", "should", "broken", 330, 120),
        ],
    ),
    "Radnor, Los Angeles": (
        RADNOR,
        "los-angeles",
        [
            ("day-ends", "must", "broken", 940, 855),
            ("young-day-total", "must", "broken", 330, 180),
        ],
    ),
    "Radnor, screen guidance": (
        RADNOR,
        "screen-guidance",
        [("screen-time", "should", "broken", 330, 60)],
    ),
    "Radnor, Illinois in spring": (
        RADNOR,
        "illinois-spring-2020",
        [
            ("day-total", "should", "broken", 330, 90),
            *(
                ("attention", "should", "broken", minutes, 5)
                for minutes in (10, 20, 40, 20, 35, 25, 30, 20, 20, 100, 10)
            ),
        ],
    ),
    # 60 live minutes from 8:45 on in one piece, 30 on paper, no break.
    "Lincolnshire, Illinois": (
        LINCOLNSHIRE,
        "illinois-fall-2020",
        [
            ("day-total", "must", "broken", 90, 300),
            ("live-minutes", "should", "broken", 60, 150),
        ],
    ),
    "Lincolnshire, Illinois in spring": (
        LINCOLNSHIRE,
        "illinois-spring-2020",
        [("attention", "should", "broken", 15, 5)] * 6,
    ),
    "Lincolnshire, Los Angeles": (
        LINCOLNSHIRE,
        "los-angeles",
        [
            ("day-starts", "must", "broken", 525, 540),
            ("live-minutes", "must", "broken", 60, 90),
            ("young-live-run", "must", "broken", 60, 45),
            ("young-day-total", "must", "broken", 90, 180),
        ],
    ),
    "Lincolnshire, Philadelphia": (
        LINCOLNSHIRE,
        "philadelphia-kindergarten",
        [
            ("break", "must", "broken", 0, 20),
            ("physical-activity", "must", "broken", 0, 20),
        ],
    ),
}
"""What was reckoned by hand from each schedule and the text of each policy."""


@pytest.mark.parametrize(
    ("plan", "policy", "expected"), KEPT_AND_BROKEN.values(), ids=KEPT_AND_BROKEN
)
def test_a_published_day_keeps_and_breaks_what_a_reader_would_say(
    plan: str, policy: str, expected: list[Found]
) -> None:
    findings = judge(sketch_days(plan), [load_policy(policy)]).findings
    found = [(f.rule_id, f.strength, f.outcome, f.found, f.limit) for f in findings]
    assert sorted(found) == sorted(expected)


def find_texts(plan: str, *names: str) -> list[tuple[str, str]]:
    verdict = judge(sketch_days(plan), [load_policy(name) for name in names])
    return [(finding.rule_id, finding.text) for finding in verdict.findings]


def test_fairfax_keeps_the_musts_of_arlington_and_leaves_no_time_away_from_screens() -> None:
    names = ("Tuesday", "Wednesday", "Thursday", "Friday")
    assert find_texts(FAIRFAX, "aps") == [
        ("offline-task", f"The class has no away-from-screen tasks on {name}: 1 short of 1.")
        for name in names
    ]


def test_fairfax_under_good_practice() -> None:
    tuesday = "\n".join(FAIRFAX.splitlines()).replace("tue-fri", "tue")
    assert find_texts(tuesday, "good-practice") == [
        (
            "executive-function",
            "The class has no executive-function minutes in the week of 14 September: "
            "20 minutes short of 20, so far; the rest of the week is not planned yet.",
        ),
        (
            "instruction-in-tasks",
            "The class has 1 task without recorded instruction on Tuesday: "
            "each one is better with it.",
        ),
        (
            "coach-checks",
            "The class has 1 task without a coach check on Tuesday: each one is better with it.",
        ),
        (
            "screen-run",
            "The class has an on-screen run of 110 minutes on Tuesday: 50 minutes over 60.",
        ),
        ("whole-group-lesson", "“Mathematics” lasts 50 minutes on Tuesday: 30 minutes over 20."),
        (
            "whole-group-lesson",
            "“Science or social studies” lasts 40 minutes on Tuesday: 20 minutes over 20.",
        ),
        ("whole-group-lesson", "“Language arts” lasts 60 minutes on Tuesday: 40 minutes over 20."),
        (
            "offline-share",
            "The class has none of its async minutes in away-from-screen tasks on Tuesday: "
            "40 percent is asked.",
        ),
    ]


def test_bellevues_morning_is_one_long_run() -> None:
    assert find_texts(BELLEVUE, "aps") == [
        ("live-chunks", "The class has 1 separate live run on Tuesday: 1 short of 2."),
        ("offline-task", "The class has no away-from-screen tasks on Tuesday: 1 short of 1."),
    ]


def test_bellevues_morning_is_far_beyond_the_indian_limits() -> None:
    assert find_texts(BELLEVUE, "pragyata") == [
        ("session-length", "“Morning” lasts 180 minutes on Tuesday: 135 minutes over 45."),
        ("live-minutes", "The class has 180 live minutes on Tuesday: 90 minutes over 90."),
    ]


def test_radnors_kindergarten_is_short_of_arlingtons_live_minutes() -> None:
    assert find_texts(RADNOR, "aps") == [
        ("live-minutes", "The class has 110 live minutes on Tuesday: 40 minutes short of 150."),
        ("offline-task", "The class has no away-from-screen tasks on Tuesday: 1 short of 1."),
    ]


def test_radnors_morning_is_one_run_on_screen_although_its_live_parts_are_short() -> None:
    found = dict(find_texts(RADNOR, "good-practice"))
    assert found["screen-run"] == (
        "The class has an on-screen run of 180 minutes on Tuesday: 120 minutes over 60."
    )
    assert "young-live-run" not in found


def test_lincolnshires_kindergarten_is_an_hour_in_one_run() -> None:
    assert find_texts(LINCOLNSHIRE, "aps") == [
        ("live-minutes", "The class has 60 live minutes on Tuesday: 90 minutes short of 150."),
        ("live-chunks", "The class has 1 separate live run on Tuesday: 1 short of 2."),
    ]
    assert dict(find_texts(LINCOLNSHIRE, "good-practice"))["young-live-run"] == (
        "The class has a live run of 60 minutes on Tuesday: 15 minutes over 45."
    )
