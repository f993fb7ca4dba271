"""The pages that people wait for, asked for as they would be, in the demonstration school."""

from collections.abc import Sequence

from django.conf import settings
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from blendplan.demo.addresses import Showcase, show_demonstration
from blendplan.demo.loading import find_demonstration, load_demonstration
from planner.models import User
from planner.templatetags.drawing import draw_once
from tests.bench.measure import Environ, Page, answer, make_environ, measure_pages, spell_table
from tests.bench.teaching import CSRF, Nudge, Republish


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


def take(address: str) -> Page:
    """As browsers ask: they all read compressed pages."""
    return Page(address, lambda: make_environ(address, accept_encoding="gzip"))


def keep(application: WSGIHandler, address: str) -> Page:
    """A page that a browser has kept, asked for with its validator."""
    _, headers, _ = answer(application, make_environ(address))
    return Page(address, lambda: make_environ(address, if_none_match=headers["ETag"]), status=304)


def make_anew(address: str) -> Page:
    """A page of which nothing is remembered, as in a process that has just begun."""

    def forget() -> Environ:
        caches["pages"].clear()
        draw_once.cache_clear()
        return make_environ(address, accept_encoding="gzip")

    return Page(address, forget)


def publish(application: WSGIHandler, address: str) -> Page:
    """A family's page, the first time since something on it was changed and published."""
    page = b"".join(application(make_environ(address), lambda *_: None))  # type: ignore[arg-type]
    return Page(address, Republish(address, page.decode()))


def choose_pages(application: WSGIHandler, show: Showcase) -> list[Page]:
    """The empty page first, then what people wait for."""
    roles = {person.role: sign_in(person.email) for person in reversed(show.sign_ins)}
    teacher, coordinator = roles["teacher"], roles["coordinator"]

    family, feed = show.family[0], show.feeds[0]
    wanted = [
        ("empty page of 10 KB", get("/empty/"), None),
        ("family's day", take(family), 0.35),
        ("family's day, never drawn before", make_anew(family), None),
        ("family's day, kept by the browser", keep(application, family), 0.35),
        ("calendar feed", get(feed), 0.30),
        ("calendar feed, made anew", make_anew(feed), 0.13),
        ("calendar feed, unchanged", keep(application, feed), 0.30),
        ("teacher's week", get(show.week, teacher), None),
        ("moving a block", Page("", Nudge(show.week, teacher)), 0.03),
        ("coordinator's board", get(show.board, coordinator), 0.03),
    ]
    return [name_page(*each) for each in wanted]


def name_page(name: str, page: Page, goal: float | None) -> Page:
    """The page under its name, with what it should cost at most."""
    page.name, page.goal = name, goal
    return page


def main(words: Sequence[str] = ()) -> None:
    """Measure the pages; no words are asked."""
    show = load_school()
    application = WSGIHandler()
    pages = choose_pages(application, show)
    measure_pages(application, pages)
    # At the end: what is published while measuring makes feeds longer.
    published = publish(application, show.family[0])
    measure_pages(application, [name_page("family's day, published anew", published, 0.12)])
    print(spell_table([*pages, published]))
