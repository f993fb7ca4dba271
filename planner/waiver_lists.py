"""A school's waivers as its coordinators look at them: on a page, and as a spreadsheet."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from planner.board.sheet import make_safe
from planner.models import School, Waiver
from planner.models.waivers import Standing

STANDINGS: dict[Standing, object] = {
    "now": _("In force"),
    "coming": _("To come"),
    "ended": _("Ended"),
    "revoked": _("Revoked"),
}
HEADINGS = (
    "Policy",
    "Rule",
    "Rule in words",
    "For",
    "From",
    "Until",
    "Standing",
    "Why",
    "Granted by",
    "Granted at",
    "Counts no more from",
    "Revoked by",
    "Revoked at",
    "Revoked because",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which waivers are shown: of one standing, of one class; empty: all."""

    standing: str = ""
    classroom: str = ""

    @property
    def query(self) -> str:
        """The choice as it stands in an address, with its "?"; empty where all is shown."""
        chosen = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name)}
        return f"?{urlencode(chosen)}" if chosen else ""


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """A waiver, and how it stands today."""

    waiver: Waiver
    standing: Standing

    @property
    def label(self) -> object:
        """How it stands, in words."""
        return STANDINGS[self.standing]


def read_choice(data: Mapping[str, str]) -> Choice:
    """The choice in an address; what is not known counts as not chosen."""
    standing, classroom = data.get("standing", ""), data.get("classroom", "")
    is_number = classroom.isascii() and classroom.isdecimal() and len(classroom) < 16
    return Choice(standing if standing in STANDINGS else "", classroom if is_number else "")


def list_waivers(school: School, choice: Choice, today: dt.date) -> list[WaiverLine]:
    """Those that count, then those to come, then those that are over; the newest first."""
    waivers = Waiver.objects.of_school(school)
    if choice.classroom:
        waivers = waivers.filter(classroom=int(choice.classroom))
    lines = [WaiverLine(each, each.find_standing(today)) for each in waivers]
    order = list(STANDINGS)
    chosen = (line for line in lines if choice.standing in ("", line.standing))
    return sorted(chosen, key=lambda line: order.index(line.standing))


def write_waivers(lines: Iterable[WaiverLine], school: School) -> bytes:
    """Waivers as CSV, which no spreadsheet takes for formulas; times are those of the school."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows([make_safe(value) for value in spell_line(line, school)] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def spell_line(line: WaiverLine, school: School) -> tuple[str, ...]:
    """One waiver, value by value."""
    waiver = line.waiver
    return (
        waiver.policy_name,
        f"{waiver.policy_identifier}/{waiver.rule_id}",
        waiver.says,
        str(waiver.place),
        waiver.since.isoformat(),
        waiver.until.isoformat(),
        str(line.label),
        waiver.reason,
        waiver.granted_by.name,
        spell_moment(waiver.granted_at, school),
        "" if waiver.revoked_from is None else waiver.revoked_from.isoformat(),
        "" if waiver.revoked_by is None else waiver.revoked_by.name,
        "" if waiver.revoked_at is None else spell_moment(waiver.revoked_at, school),
        waiver.revoked_because,
    )


def spell_moment(moment: dt.datetime, school: School) -> str:
    """A moment on the school's clock: 2026-11-16 08:00."""
    return f"{school.local_now(moment):%Y-%m-%d %H:%M}"
