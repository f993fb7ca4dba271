"""What other people's calendar programs read in a feed, and what they should."""

import datetime as dt
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from planner.calendars.events import StoredEvent
from planner.calendars.zones import load_zone

CLIENTS = Path(__file__).parent / "clients"
ICAL_JS = Path(__file__).parents[2] / "clients/node_modules/ical.js/dist/ical.js"

Reading = list[list[str | int]]
"""Uid, title, start and end of each event: seconds since 1970, or dates."""


def expect_reading(events: Iterable[StoredEvent], zone: str) -> Reading:
    return sorted(_expect_event(event, zone) for event in events)


def _expect_event(event: StoredEvent, zone: str) -> list[str | int]:
    facts = event.facts
    if facts.start is None:
        next_day = event.date + dt.timedelta(days=1)
        return [event.uid, facts.title, str(event.date), str(next_day)]
    clock = dt.time(facts.start // 60, facts.start % 60)
    start = int(dt.datetime.combine(event.date, clock, load_zone(zone)).timestamp())
    return [event.uid, facts.title, start, start + 60 * facts.minutes]


def run_client(command: list[str], feed: bytes) -> str:
    done = subprocess.run(command, input=feed, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode()


def read_with_python(parser: str, feed: bytes) -> Reading:
    # Warnings of the parsers' own are no concern of ours.
    command = [sys.executable, "-W", "ignore", str(CLIENTS / "read_feed.py"), parser]
    return sorted(json.loads(run_client(command, feed)))


def read_with_ical_js(feed: bytes) -> Reading:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, so ical.js cannot read the feed")
    if not ICAL_JS.exists():
        pytest.skip("ical.js is not installed: run npm ci in tests/clients")
    script = str(CLIENTS / "read_feed.mjs")
    return sorted(json.loads(run_client([node, script, ICAL_JS.as_uri()], feed)))


def without_titles(reading: Reading) -> Reading:
    return [[uid, start, end] for uid, _, start, end in reading]


def read_with_libical(program: str, feed: bytes) -> Reading:
    rows = [line.split("\t") for line in run_client([program], feed).splitlines()]
    return sorted([row[0], *(int(v) if v.isdecimal() else v for v in row[1:])] for row in rows)
