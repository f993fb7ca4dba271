"""How a date stands in an address: 2026-11-16, and nothing else."""

import datetime as dt


class DateConverter:
    """ISO dates; anything that is no date is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        """The date, or ValueError, which Django answers with 404."""
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date) -> str:
        """The date as it stands in the address."""
        return value.isoformat()
