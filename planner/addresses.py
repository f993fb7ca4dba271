"""How a date stands in an address: 2026-11-16, and nothing else."""

import datetime as dt

SCHOOL_YEARS = range(2000, 2200)
"""Years that addresses and forms know: far from both ends of the calendar."""


def read_school_date(text: str) -> dt.date:
    """An ISO date in a year with school; ValueError for anything else.

    Around the calendar's own ends there is no week before or after to link to.
    """
    date = dt.date.fromisoformat(text)
    if date.year not in SCHOOL_YEARS:
        raise ValueError("no school of ours is open in that year")
    return date


class DateConverter:
    """ISO dates; anything that is no date is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        """The date, or ValueError, which Django answers with 404."""
        return read_school_date(value)

    def to_url(self, value: dt.date) -> str:
        """The date as it stands in the address."""
        return value.isoformat()
