"""How a date stands in an address: 2026-11-16, and nothing else."""

import datetime as dt

from django.urls import register_converter

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


class WrittenDateConverter:
    """What is written like a date, also where there is no such day: its page says so itself."""

    regex = DateConverter.regex

    def to_python(self, value: str) -> str:
        """As it is written."""
        return value

    def to_url(self, value: object) -> str:
        """As the address writes it."""
        return str(value)


# Here, so that the addresses of every app know them, whichever are read first.
register_converter(DateConverter, "date")
register_converter(WrittenDateConverter, "written_date")
