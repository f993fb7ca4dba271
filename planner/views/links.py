"""The teacher's page about a class's secret addresses: the families' page and the calendar."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from planner.access import get_classroom_to_plan
from planner.calendars.feed import WRITTEN
from planner.families.languages import LANGUAGES
from planner.feeds import Wish
from planner.forms.links import LabelForm
from planner.models import ClassAddress, Classroom, FamilyLink, FeedToken, SecretAddress
from planner.services.links import (
    find_working_address,
    name_address,
    replace_address,
    revoke_addresses,
)
from planner.views.answers import signed_in
from planner.views.subscribing import Way, find_feed, list_ways, read_wish

KINDS: dict[str, type[ClassAddress]] = {"page": FamilyLink, "calendar": FeedToken}


@dataclass(frozen=True, slots=True)
class AddressCard:
    """One kind of secret address as the page shows it; `url` is empty where it cannot be shown."""

    kind: str
    address: SecretAddress | None
    url: str
    form: LabelForm
    wish: Wish | None = None
    """What the calendar's address shown asks for; families may ask for something else by theirs."""
    subscriptions: tuple[Way, ...] = ()

    @property
    def languages(self) -> Iterable[tuple[str, str]]:
        """The languages that a feed can speak."""
        return LANGUAGES.items()

    @property
    def is_lost(self) -> bool:
        """Whether it works, but was made with a secret key that this installation had before."""
        return self.address is not None and not self.url


@never_cache
@require_safe
def show_families(request: HttpRequest, pk: int) -> HttpResponse:
    """Both addresses of a class, to hand on, replace or end."""
    classroom = open_classroom(request, pk)
    return show_cards(request, classroom, read_today(classroom))


@never_cache
@require_POST
def replace(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Make an address; one that was there before ends."""
    classroom = open_classroom(request, pk)
    replace_address(find_kind(kind), of=classroom, now=timezone.now())
    messages.success(request, "The new address is ready. One that was there before has ended.")
    return redirect("planner:families", pk)


@never_cache
@require_POST
def revoke(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """End an address without a new one."""
    classroom = open_classroom(request, pk)
    revoke_addresses(find_kind(kind), of=classroom, now=timezone.now())
    messages.success(request, "The address has ended. Whoever opens it is told to ask you.")
    return redirect("planner:families", pk)


@never_cache
@require_POST
def label(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give the address another label."""
    classroom = open_classroom(request, pk)
    today = read_today(classroom)
    address = find_working_address(find_kind(kind), of=classroom, today=today)
    if address is None:
        raise Http404("There is no address to label.")
    form = LabelForm(request.POST, prefix=kind)
    if not form.is_valid():
        return show_cards(request, classroom, today, {kind: form}, status=422)
    name_address(address, label=form.cleaned_data["label"])
    messages.success(request, "The label is saved.")
    return redirect("planner:families", pk)


def open_classroom(request: HttpRequest, pk: int) -> Classroom:
    """The class, for those who may plan it: whoever sees an address can use it."""
    return get_classroom_to_plan(signed_in(request), pk)


def read_today(classroom: Classroom) -> dt.date:
    """The date at the school."""
    return classroom.school.local_now(timezone.now()).date()


def find_kind(kind: str) -> type[ClassAddress]:
    """The table that a kind in an address stands for."""
    if kind not in KINDS:
        raise Http404("There are two kinds of address: page and calendar.")
    return KINDS[kind]


def show_cards(
    request: HttpRequest,
    classroom: Classroom,
    today: dt.date,
    forms: dict[str, LabelForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `forms` are those that were not accepted."""
    cards = {kind: make_card(request, classroom, kind, today, forms or {}) for kind in KINDS}
    context = {"classroom": classroom, "cards": cards, "today": today}
    return render(request, "planner/links.html", context, status=status)


def make_card(
    request: HttpRequest,
    classroom: Classroom,
    kind: str,
    today: dt.date,
    forms: dict[str, LabelForm],
) -> AddressCard:
    """What the page says about one kind of address."""
    address = find_working_address(KINDS[kind], of=classroom, today=today)
    form = forms.get(kind) or LabelForm(
        initial={"label": "" if address is None else address.label}, prefix=kind
    )
    if address is None or not address.is_showable():
        return AddressCard(kind, address, "", form)
    token = address.spell_token()
    if kind == "page":
        url = request.build_absolute_uri(reverse("planner:family_home", args=[token]))
        return AddressCard(kind, address, url, form)
    wish = read_wish(request, read_language(request))
    url = find_feed(request, token, wish)
    return AddressCard(kind, address, url, form, wish, list_ways(url, classroom.name))


def read_language(request: HttpRequest) -> str:
    """The language that the teacher wants to hand on; English where none of ours is named."""
    named = request.GET.get("language", "")
    return named if named in LANGUAGES else WRITTEN
