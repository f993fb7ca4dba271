"""How families say how well they are connected."""

from django.utils.translation import gettext, gettext_noop

from planner.models import Household

WORDS = {
    Household.Connection.GOOD: gettext_noop("Good enough for video"),
    Household.Connection.WEAK: gettext_noop("It often breaks off"),
    Household.Connection.PHONE: gettext_noop("Only by a phone"),
    Household.Connection.NONE: gettext_noop("None at home"),
}


def list_connections() -> list[tuple[str, str]]:
    """The answers that there are, with their words."""
    return [(connection.value, gettext(words)) for connection, words in WORDS.items()]
