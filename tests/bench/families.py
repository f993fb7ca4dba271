"""What families open: the days and feeds of a class, a learner and a household."""

import re
from collections.abc import Iterator
from itertools import count

from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils import timezone

from blendplan.demo.addresses import Showcase
from planner.families.languages import LANGUAGES
from planner.fragments import forget_drawn
from planner.models import Block, HomeFeed, Household, Learner, hash_token
from planner.services.links import make_address
from tests.bench.measure import Environ, Page, answer, make_environ
from tests.bench.teaching import rename_and_publish

DATE, BLOCK = re.compile(r'data-date="([^"]+)'), re.compile(r'(?:data-block="|id="b-)([\w-]+)')
"""Where a family's page names its date, and its blocks."""


def take(address: str) -> Page:
    """As browsers ask: they all read compressed pages."""
    return Page(address, lambda: make_environ(address, accept_encoding="gzip"))


def keep(application: WSGIHandler, address: str) -> Page:
    """A page that a browser has kept, asked for with its validator."""
    _, headers, _ = answer(application, make_environ(address))
    return Page(address, lambda: make_environ(address, if_none_match=headers["ETag"]), status=304)


def make_anew(address: str) -> Page:
    """A feed that is not remembered."""

    def forget() -> Environ:
        caches["pages"].clear()
        return make_environ(address)

    return Page(address, forget)


def draw_first(address: str) -> Page:
    """A page of which nothing is remembered, as in a process that has just begun."""

    def forget() -> Environ:
        caches["pages"].clear()
        forget_drawn()
        return make_environ(address, accept_encoding="gzip")

    return Page(address, forget)


class Republish:
    """Families opening a day for the first time since the teacher changed one title on it and
    published it, in one language after the other. Another class's families open theirs meanwhile,
    so the processor is not cold."""

    def __init__(self, application: WSGIHandler, address: str, other: str) -> None:
        page = b"".join(application(make_environ(address), lambda *_: None)).decode()  # type: ignore[arg-type]
        date, block = (find.findall(page)[0] for find in (DATE, BLOCK))
        blocks = Block.objects.select_related("day__classroom__school__district")
        self.block = blocks.get(pk=block, day__date=date)
        self.application, self.address, self.other = application, address, other
        self.asked = count()
        for language in LANGUAGES:
            # It was open in this language before.
            answer(application, make_environ(f"{address}{language}/"))

    def __call__(self) -> Environ:
        number = next(self.asked)
        rename_and_publish(self.block, f"Changed {number}", timezone.now())
        for _ in range(5):
            answer(self.application, make_environ(self.other, accept_encoding="gzip"))
        language = list(LANGUAGES)[number % len(LANGUAGES)]
        return make_environ(f"{self.address}{language}/", accept_encoding="gzip")


def find_home(show: Showcase) -> tuple[Household, Learner]:
    """The household whose link is shown first, and one of its learners."""
    token = show.homes[0].split("/")[-2]
    household = Household.objects.get(homelinks__token_hash=hash_token(token))
    return household, Learner.objects.filter(household=household)[0]


def list_days(show: Showcase) -> dict[str, str]:
    """Whose day it is, and its address."""
    home, learner = show.homes[0], find_home(show)[1]
    return {"class": show.family[0], "learner": f"{home}of/{learner.pk}/", "household": home}


def list_feeds(show: Showcase) -> dict[str, str]:
    """Whose feed it is, and its address; homes' are made, since the demonstration has none."""
    household, learner = find_home(show)
    today = timezone.now().date()
    own = make_address(HomeFeed, of=learner, today=today).spell_token()
    shared = make_address(HomeFeed, of=household, today=today).spell_token()
    return {
        "class": show.feeds[0],
        "learner": reverse("planner:feed", args=[own]),
        "household": reverse("planner:feed", args=[shared]),
    }


def choose_family_pages(application: WSGIHandler, show: Showcase) -> Iterator[Page]:
    """What families open, each with the least share of an empty page that it should reach."""
    # Feeds first: a day says whether there is one.
    feeds = list_feeds(show)
    for name, day in list_days(show).items():
        yield name_page(f"{name}'s day", take(day), 0.35)
        yield name_page(f"{name}'s day, kept by the browser", keep(application, day), 0.35)
    for name, feed in feeds.items():
        yield name_page(f"{name}'s feed", take(feed), 0.30)
        yield name_page(f"{name}'s feed, unchanged", keep(application, feed), 0.30)
        yield name_page(f"{name}'s feed, made anew", make_anew(feed), 0.13)


def choose_published_pages(application: WSGIHandler, show: Showcase) -> Iterator[Page]:
    """The same days, built: each the first time after a publication."""
    for name, day in list_days(show).items():
        again = Republish(application, day, show.family[-1])
        yield name_page(f"{name}'s day, published anew", Page(day, again), 0.12)


def name_page(name: str, page: Page, goal: float | None) -> Page:
    """The page under its name, with what it should cost at most."""
    page.name, page.goal = name, goal
    return page
