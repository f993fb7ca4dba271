"""`manage.py policy adopt`: keeps a policy in a district and puts it in force."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from planner import tasks
from planner.cadence import PolicyError, load_policy
from planner.cadence.plan import GRADES
from planner.cadence.words import say_count
from planner.models import District, Rejudging, School
from planner.services.policies import put_in_force, store_policy
from planner.services.rejudging import ask_rejudging


def read_grades(text: str) -> tuple[str, ...]:
    """Grades out of "K,1,2"; raises CommandError for one that there is not."""
    grades = tuple(word.strip() for word in text.split(",") if word.strip())
    unknown = [grade for grade in grades if grade not in GRADES]
    if unknown:
        raise CommandError(f"--grades: {unknown[0]} is no grade; there are {', '.join(GRADES)}.")
    return grades


def read_date(text: str) -> dt.date:
    """A date written 2026-11-16."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--since: {text} is no date such as 2026-11-16.") from error


def find_district(name: str) -> District:
    """The district of that name, whatever the case."""
    district = District.objects.filter(name__iexact=name).first()
    if district is None:
        known = ", ".join(District.objects.order_by("name").values_list("name", flat=True))
        raise CommandError(f"--district: there is no {name}; there is {known or 'none yet'}.")
    return district


def find_today(district: District, now: dt.datetime) -> dt.date:
    """Today's date in the district: on the clock of its first school."""
    school = district.schools.order_by("pk").first()
    return now.date() if school is None else school.local_now(now).date()


def find_school(district: District, name: str) -> School:
    """The district's school of that name, whatever the case."""
    school = School.objects.filter(district=district, name__iexact=name).first()
    if school is None:
        raise CommandError(f"--school: {district} has no school called {name}.")
    return school


def say_judged(work: Rejudging) -> str:
    """Whether the planned days are judged by it already."""
    if not work.is_open:
        return "Planned days were judged."
    return (
        f"{say_count(work.total, 'class-week')} to be judged yet: by a worker (manage.py "
        "db_worker), or from the district's page of policies."
    )


class Command(BaseCommand):
    """Adopts a policy."""

    help = "Keeps a policy (a shipped name, or a file) in a district, and puts it in force."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One verb so far."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        adopt = verbs.add_parser("adopt", help="keep a policy and put it in force")
        adopt.add_argument("name", help='a shipped policy such as "aps", or a TOML or JSON file')
        adopt.add_argument("--district", required=True, help="the district's name")
        adopt.add_argument("--school", default="", help="only this school of it")
        adopt.add_argument("--grades", default="", help='only these grades, such as "K,1,2"')
        adopt.add_argument("--since", default="", help="the first day (default: today)")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Keep it, put it in force, and say what was done."""
        now = timezone.now()
        district = find_district(options["district"])
        school = find_school(district, options["school"]) if options["school"] else None
        grades = read_grades(options["grades"])
        since = read_date(options["since"]) if options["since"] else find_today(district, now)
        try:
            policy = store_policy(district=district, policy=load_policy(options["name"]))
        except (PolicyError, ValueError) as error:
            raise CommandError(str(error)) from error
        put_in_force(
            policy=policy, school=school, grades=grades, since=since, now=now, judge_now=False
        )
        work = ask_rejudging(
            by=None,
            district=district,
            school=school,
            first=since,
            reason=f"{policy} came into force",
            now=now,
        )
        tasks.hand_over(work)
        where = f"{school or district}{', grades ' + ', '.join(grades) if grades else ''}"
        self.stdout.write(f"{policy} holds for {where} since {since}. {say_judged(work)}")
