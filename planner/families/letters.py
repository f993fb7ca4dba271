"""A letter that hands out a link: the address as a code and in groups that a person can type."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from planner.qr_codes import Code, draw_code
from planner.speech import say_whole_date

LETTERS_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Letter:
    """One sheet of paper for one home, or for all homes of a class."""

    whose: str
    """Whose link it hands out: classroom, learner or household."""
    names: Sequence[str]
    """For whom it is: first names only; nobody in particular for a class."""
    classroom: str
    school: str
    code: Code
    place: str
    """The address up to the token."""
    groups: Sequence[str]
    """The token, a few letters together."""
    until: str
    """The last day on which the link works."""


def write_letter(
    whose: str,
    names: Sequence[str],
    classroom: str,
    school: str,
    url: str,
    token: str,
    until: dt.date,
) -> Letter:
    """The letter in the language being spoken; `token` is the secret part of `url`."""
    place, _, rest = url.partition(token)
    groups = [token[at : at + LETTERS_TOGETHER] for at in range(0, len(token), LETTERS_TOGETHER)]
    named = {"date": say_whole_date(until), "year": until.year}
    return Letter(
        whose=whose,
        names=names,
        classroom=classroom,
        school=school,
        code=draw_code(url),
        place=place,
        groups=(*groups[:-1], groups[-1] + rest),
        until=gettext("%(date)s %(year)s") % named,
    )
