"""The pages that people wait for, asked for as they would be, in the demonstration school."""

from collections.abc import Sequence

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from blendplan.demo.addresses import Showcase, show_demonstration
from blendplan.demo.loading import find_demonstration, load_demonstration
from planner.models import User
from tests.bench.families import choose_family_pages, choose_published_pages, draw_first, name_page
from tests.bench.measure import Page, make_environ, measure_pages, spell_table
from tests.bench.teaching import CSRF, Nudge


def load_school() -> Showcase:
    """The demonstration in the fresh database, with its static files, which pages name."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", interactive=False, verbosity=0)
    now = timezone.now()
    district = find_demonstration() or load_demonstration(now=now)
    return show_demonstration(district=district, base="", now=now)


def sign_in(email: str) -> str:
    """The cookies of a signed-in person."""
    client = Client()
    client.force_login(User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={CSRF}"


def get(address: str, cookies: str = "") -> Page:
    """A page, asked for by whoever holds the cookies."""
    return Page(address, lambda: make_environ(address, cookies))


def choose_pages(application: WSGIHandler, show: Showcase) -> list[Page]:
    """The empty page first, then what people wait for."""
    roles = {person.role: sign_in(person.email) for person in reversed(show.sign_ins)}
    teacher, coordinator = roles["teacher"], roles["coordinator"]

    wanted = [
        ("teacher's week", get(show.week, teacher), None),
        ("moving a block", Page("", Nudge(show.week, teacher)), 0.03),
        ("coordinator's board", get(show.board, coordinator), 0.03),
    ]
    empty = name_page("empty page of 10 KB", get("/empty/"), None)
    families = choose_family_pages(application, show)
    return [empty, *families, *(name_page(*each) for each in wanted)]


def main(words: Sequence[str] = ()) -> None:
    """Measure the pages; no words are asked."""
    show = load_school()
    application = WSGIHandler()
    pages = choose_pages(application, show)
    measure_pages(application, pages)
    # At the end: what is published and forgotten while measuring makes work for all others.
    published = list(choose_published_pages(application, show))
    measure_pages(application, published)
    begun = name_page("class's day, by a new process", draw_first(show.family[0]), None)
    measure_pages(application, [begun])
    print(spell_table([*pages, *published, begun]))
