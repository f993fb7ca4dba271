"""What a feed says about a zone's clock, compared with the zone itself."""

import importlib.resources

import pytest

from planner.calendars.vtimezone import (
    find_changes,
    foretell_changes,
    read_yearly_changes,
    write_vtimezone,
)
from planner.calendars.zones import load_zone, read_footer

SCHOOL_ZONES = ("America/Denver", "Europe/Zurich", "Australia/Sydney", "America/St_Johns")
YEARS = range(2026, 2030)


def list_zones() -> list[str]:
    text = importlib.resources.files("tzdata").joinpath("zones").read_text()
    return text.split()


def test_denver_is_two_yearly_rules_that_begin_in_the_local_time_from_before() -> None:
    assert write_vtimezone("America/Denver", 2027, 2027).split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:America/Denver",
        "BEGIN:DAYLIGHT",
        "DTSTART:20260308T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "TZNAME:MDT",
        "TZOFFSETFROM:-0700",
        "TZOFFSETTO:-0600",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20261101T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
        "TZNAME:MST",
        "TZOFFSETFROM:-0600",
        "TZOFFSETTO:-0700",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


@pytest.mark.parametrize(
    ("zone", "name", "offset"),
    [("America/Phoenix", "MST", "-0700"), ("Asia/Kolkata", "IST", "+0530")],
)
def test_a_zone_that_never_changes_is_one_clock(zone: str, name: str, offset: str) -> None:
    assert write_vtimezone(zone, 2027, 2027).split("\r\n")[2:-2] == [
        "BEGIN:STANDARD",
        "DTSTART:20260101T000000",
        f"TZNAME:{name}",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        "END:STANDARD",
    ]


@pytest.mark.parametrize("zone", SCHOOL_ZONES)
def test_a_zone_with_steady_rules_is_written_by_them(zone: str) -> None:
    assert write_vtimezone(zone, 2027, 2028).count("RRULE:") == 2


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Asia/Gaza", "Asia/Jerusalem"])
def test_a_zone_that_rules_cannot_tell_is_written_by_dates(zone: str) -> None:
    years = range(2025, 2028)
    text = write_vtimezone(zone, 2026, 2027)

    assert "RRULE" not in text
    assert text.count("DTSTART:") == 1 + len(find_changes(load_zone(zone), years))


def test_every_zone_written_by_rules_changes_its_clock_as_the_rules_foretell() -> None:
    ruled = [zone for zone in list_zones() if "RRULE" in write_vtimezone(zone, 2027, 2029)]

    assert len(ruled) > 100
    for zone in ruled:
        yearly = read_yearly_changes(read_footer(zone))
        assert foretell_changes(yearly, YEARS) == find_changes(load_zone(zone), YEARS), zone


def test_a_rule_that_has_ended_is_not_written_on_into_the_past() -> None:
    # Mexico City kept its last summer time in 2022.
    assert write_vtimezone("America/Mexico_City", 2022, 2022).count("DTSTART:") == 5
    assert write_vtimezone("America/Mexico_City", 2027, 2027).count("DTSTART:") == 1


def test_summer_is_the_clock_that_is_ahead_even_where_winter_is_the_exception() -> None:
    lines = write_vtimezone("Europe/Dublin", 2027, 2027).split("\r\n")

    assert lines[lines.index("TZNAME:IST") - 3] == "BEGIN:DAYLIGHT"
    assert lines[lines.index("TZNAME:GMT") - 3] == "BEGIN:STANDARD"


@pytest.mark.parametrize(
    "footer",
    [
        "MST7",
        "",
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
        "EET-2EEST,M3.4.4/50,M10.4.4/50",
        "<+0330>-3:30<+0430>,J79/24,J263/24",
    ],
)
def test_a_footer_that_rrule_cannot_put_simply_gives_no_rules(footer: str) -> None:
    assert read_yearly_changes(footer) == ()


def test_offsets_of_a_footer_count_west_and_its_summer_is_an_hour_ahead_unless_it_says() -> None:
    begins, ends = read_yearly_changes("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0")
    assert (begins.before.offset, begins.after.offset) == (37800, 39600)
    assert (ends.before.name, ends.after.name) == ("+11", "+1030")

    begins, _ = read_yearly_changes("NST3:30NDT,M3.2.0,M11.1.0")
    assert (begins.before.offset, begins.after.offset) == (-12600, -9000)
