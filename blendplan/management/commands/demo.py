"""`manage.py demo`: loads the demonstration school, and says what to open and who can sign in."""

import json
import os
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from blendplan.demo.addresses import Showcase, show_demonstration
from blendplan.demo.documents import read_classes
from blendplan.demo.loading import (
    NotADemonstration,
    find_demonstration,
    load_demonstration,
    refuse_real_installations,
)


def spell_showcase(showcase: Showcase) -> str:
    """What to open and who can sign in, for a person at a terminal."""
    password = showcase.sign_ins[0].password
    lines = [
        "The demonstration school",
        f"  A teacher's week      {showcase.week}",
        f"  A coordinator's board {showcase.board}",
        f"  A family's day        {showcase.family[0]}" if showcase.family else "",
        f"  A household's day     {showcase.homes[0]}" if showcase.homes else "",
        f"  A calendar feed       {showcase.feeds[0]}" if showcase.feeds else "",
        f'Sign in with the password "{password}" as',
        *(f"  {person.role:<13} {person.email}" for person in showcase.sign_ins),
        "Each class follows a real schedule:",
        *(f"  {entry.name}: {entry.source}" for entry in read_classes()),
    ]
    return "\n".join(line for line in lines if line)


class Command(BaseCommand):
    """Load, show, or both."""

    help = (
        "Loads the demonstration school into an empty demonstration database, and shows its "
        "addresses and sign-ins."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two flags and where the server is."""
        parser.add_argument(
            "--if-empty", action="store_true", help="load it only where nothing is; show nothing"
        )
        parser.add_argument(
            "--show", action="store_true", help="load nothing; print addresses as JSON"
        )
        parser.add_argument(
            "--base",
            default=f"http://127.0.0.1:{os.environ.get('PORT', '8000')}",
            help="what addresses start with (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse real installations; then do what the flags say."""
        try:
            refuse_real_installations()
            if not options["show"]:
                self.load_if_empty()
        except NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["if_empty"]:
            return
        showcase = self.find_showcase(options["base"])
        as_json = options["show"]
        self.stdout.write(
            json.dumps(asdict(showcase), indent=2) if as_json else spell_showcase(showcase)
        )

    def load_if_empty(self) -> None:
        """Load the demonstration where there is none; refuses a database with real data."""
        if find_demonstration() is None:
            load_demonstration(now=timezone.now())

    def find_showcase(self, base: str) -> Showcase:
        """Everything to open, if it was loaded."""
        district = find_demonstration()
        if district is None:
            raise CommandError("The demonstration is not loaded yet: run manage.py demo first.")
        return show_demonstration(district=district, base=base, now=timezone.now())
