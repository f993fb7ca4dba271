"""Whatever a teacher writes: lines fold where they may, and what is read is what was written."""

import icalendar
from hypothesis import example, given
from hypothesis import strategies as st

from planner.calendars.facts import keep_legible
from planner.calendars.feed import feed_window, join_feed
from tests.planner.calendars.classes import FRIDAY, ZONE, make_block, make_day, publish

AWKWARD = st.sampled_from(
    ["\n", "\r\n", "\\", "\\n", ",", ";", ":", '"', "😀", "👩🏽‍🏫", "ـمدرسة", "é"]
)
ANYTHING = st.characters(exclude_categories=["Cs"])
TITLES = st.lists(AWKWARD | ANYTHING, min_size=1, max_size=150).map("".join)
TITLES = TITLES.filter(lambda title: len(title) <= 200 and "://" not in title)


def join_with_title(title: str) -> bytes:
    events = publish(make_day(make_block(title=title)))
    return join_feed(events, title, ZONE, "en", *feed_window(FRIDAY))


@given(TITLES)
@example("مدرسة " * 30)
@example("😀" * 100)
@example("a," * 100)
def test_no_line_is_longer_than_75_octets_or_cut_inside_a_character(title: str) -> None:
    *lines, rest = join_with_title(title).split(b"\r\n")

    assert rest == b""
    assert max(len(line) for line in lines) <= 75
    assert [line.decode().encode() for line in lines] == lines


@given(TITLES)
@example("Read, write; and\\or\nrest\\n")
@example("line\u2028separator\x85and\x0bothers")
def test_a_title_is_read_as_it_was_written(title: str) -> None:
    (event,) = icalendar.Calendar.from_ical(join_with_title(title)).events

    assert str(event["summary"]) == (keep_legible(title) or "Live session")


@given(TITLES)
def test_what_is_legible_stays_as_it_is(title: str) -> None:
    assert keep_legible(keep_legible(title)) == keep_legible(title)
