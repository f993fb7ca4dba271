"""What the demonstration shows: who can sign in, and the addresses to open."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from blendplan.demo.documents import read_classes, read_district
from blendplan.demo.loading import PASSWORD, WEEK, find_monday
from planner.models import Classroom, District, FamilyLink, FeedToken, HomeLink, SchoolDay


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody who can sign in, and the page that they start from."""

    role: str
    email: str
    password: str
    home: str


@dataclass(frozen=True, slots=True)
class Showcase:
    """Absolute addresses of the demonstration's pages."""

    sign_ins: tuple[SignIn, ...]
    week: str
    board: str
    family: tuple[str, ...]
    homes: tuple[str, ...]
    """Of whole households; each leads to its learners' own pages."""
    feeds: tuple[str, ...]


def list_sign_ins(base: str) -> tuple[SignIn, ...]:
    """Teachers first, in the order of their classes, then coordinators and administrators."""
    home = base + reverse("planner:start")
    teachers = [("teacher", entry.email) for entry in read_classes()]
    staff = [(person.role, person.email) for person in read_district().staff]
    return tuple(SignIn(role, email, PASSWORD, home) for role, email in teachers + staff)


def find_shown_monday(district: District, today: dt.date) -> dt.date:
    """The week to show: the current one where it is planned, else the last one that is."""
    monday = find_monday(today)
    last = (
        SchoolDay.objects.filter(
            classroom__school__district=district, date__lt=monday + WEEK, published__isnull=False
        )
        .order_by("-date")
        .first()
    )
    return monday if last is None else last.monday


def list_addresses(kind: type[FamilyLink] | type[FeedToken], district: District) -> list[str]:
    """The tokens of the addresses that work, in the order of the classes."""
    rows = kind._default_manager.filter(
        classroom__school__district=district, revoked_at__isnull=True
    ).order_by("classroom_id", "-pk")
    newest = {row.classroom_id: row for row in reversed(rows)}
    return [row.spell_token() for _, row in sorted(newest.items()) if row.is_showable()]


def list_homes(district: District) -> list[str]:
    """The tokens of the households' links that work, in the order of the households."""
    rows = HomeLink.objects.filter(
        household__school__district=district, revoked_at__isnull=True
    ).order_by("household_id")
    return [row.spell_token() for row in rows if row.is_showable()]


def show_demonstration(*, district: District, base: str, now: dt.datetime) -> Showcase:
    """Everything to open, as absolute addresses under `base`."""
    base = base.rstrip("/")
    shown = read_classes()
    classroom = Classroom.objects.select_related("school").get(
        school__district=district, name=shown[0].name
    )
    monday = find_shown_monday(district, classroom.school.local_now(now).date())
    return Showcase(
        sign_ins=list_sign_ins(base),
        week=base + reverse("planner:week", args=[classroom.pk, monday]),
        board=base + reverse("planner:board", args=[classroom.school_id, monday]),
        family=tuple(
            base + reverse("planner:family_home", args=[token])
            for token in list_addresses(FamilyLink, district)
        ),
        homes=tuple(base + reverse("planner:home", args=[token]) for token in list_homes(district)),
        feeds=tuple(
            base + reverse("planner:feed", args=[token])
            for token in list_addresses(FeedToken, district)
        ),
    )
