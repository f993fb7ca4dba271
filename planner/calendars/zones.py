"""Time zones as the pinned tzdata package has them, the same on every machine."""

import importlib.metadata
import importlib.resources
import io
import re
from functools import cache
from zoneinfo import ZoneInfo

ZONE_DATA_VERSION = importlib.metadata.version("tzdata")

_ZONE_NAME = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")


class UnknownZone(ValueError):
    """The name is not that of a time zone."""


@cache
def load_zone(zone: str) -> ZoneInfo:
    """Return the zone called `zone`; raises UnknownZone.

    `ZoneInfo(zone)` would read the machine's own files first, whose age nobody pins.
    """
    return ZoneInfo.from_file(io.BytesIO(_read_zone_file(zone)), key=zone)


@cache
def read_footer(zone: str) -> str:
    """Return the zone's rule for the years to come, as a POSIX TZ string; raises UnknownZone."""
    lines = _read_zone_file(zone).rsplit(b"\n", 2)
    return lines[1].decode("ascii") if len(lines) == 3 else ""


def _read_zone_file(zone: str) -> bytes:
    if _ZONE_NAME.fullmatch(zone):
        file = importlib.resources.files("tzdata").joinpath("zoneinfo", *zone.split("/"))
        if file.is_file():
            content = file.read_bytes()
            if content.startswith(b"TZif"):
                return content
    raise UnknownZone(f"zone: {zone!r} is not a time zone")
