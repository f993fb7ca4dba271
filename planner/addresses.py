"""How a date stands in an address: 2026-11-16, and nothing else."""

import datetime as dt

SCHOOL_YEARS = range(2000, 2200)
"""Years that addresses and forms know: far from both ends of the calendar."""


class DateConverter:
    """ISO dates; anything that is no date is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        """The date, or ValueError, which Django answers with 404.

        Years in which no school of ours is open are no addresses: around the calendar's own ends
        there is no week before or after to link to.
        """
        date = dt.date.fromisoformat(value)
        if date.year not in SCHOOL_YEARS:
            raise ValueError("no school of ours is open in that year")
        return date

    def to_url(self, value: dt.date) -> str:
        """The date as it stands in the address."""
        return value.isoformat()
