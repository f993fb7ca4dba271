"""What staff pages show of secret addresses, and what can be done with one: make, end, label."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from planner.calendars.feed import WRITTEN
from planner.families.languages import LANGUAGES
from planner.feeds import Wish
from planner.forms.links import LabelForm
from planner.models import (
    Classroom,
    FamilyLink,
    FeedToken,
    HomeFeed,
    HomeLink,
    Household,
    Learner,
    SecretAddress,
)
from planner.services.links import (
    Place,
    find_school,
    find_working_address,
    name_address,
    replace_address,
    revoke_addresses,
)
from planner.views.subscribing import Way, find_feed, list_ways, read_wish

CLASS_KINDS: Mapping[str, type[SecretAddress]] = {"page": FamilyLink, "calendar": FeedToken}
HOME_KINDS: Mapping[str, type[SecretAddress]] = {"page": HomeLink, "calendar": HomeFeed}
PAGES: Mapping[type[SecretAddress], str] = {
    FamilyLink: "planner:family_home",
    HomeLink: "planner:home",
}

REPLACED = "The new address is ready. The one that was there before has ended."


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom addresses are for, and the staff page about them."""

    of: Place
    kinds: Mapping[str, type[SecretAddress]]
    root: str
    """The page's address, which those of its buttons begin with."""
    calendar: str
    """What a family's calendar will call the feed: nobody's name."""

    @property
    def whose(self) -> str:
        """In a word: classroom, learner or household."""
        return type(self.of).__name__.lower()

    def find_kind(self, kind: str) -> type[SecretAddress]:
        """The table that a kind in an address stands for."""
        if kind not in self.kinds:
            raise Http404("There are two kinds of address: page and calendar.")
        return self.kinds[kind]

    def read_today(self) -> dt.date:
        """The date at the school."""
        return find_school(self.of).local_now(timezone.now()).date()


def hold_for_class(classroom: Classroom) -> Holder:
    """The addresses of a class."""
    root = reverse("planner:families", args=[classroom.pk])
    return Holder(classroom, CLASS_KINDS, root, classroom.name)


def hold_for_home(classroom: Classroom, of: Learner | Household) -> Holder:
    """The addresses of one of a class's learners, or of a household of theirs."""
    whose = "learners" if isinstance(of, Learner) else "households"
    root = reverse("planner:home_links", args=[classroom.pk, whose, of.pk])
    return Holder(of, HOME_KINDS, root, classroom.name if isinstance(of, Learner) else of.label)


@dataclass(frozen=True, slots=True)
class AddressCard:
    """One kind of secret address as the page shows it; `url` is empty where it cannot be shown."""

    kind: str
    whose: str
    root: str
    """What the addresses of its buttons begin with."""
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


def make_cards(
    request: HttpRequest, holder: Holder, forms: Mapping[str, LabelForm] | None = None
) -> dict[str, AddressCard]:
    """What a page says about each kind of address; `forms` are those that were not accepted."""
    return {kind: _make_card(request, holder, kind, forms or {}) for kind in holder.kinds}


def _make_card(
    request: HttpRequest, holder: Holder, kind: str, forms: Mapping[str, LabelForm]
) -> AddressCard:
    address = find_working_address(holder.kinds[kind], of=holder.of, today=holder.read_today())
    form = forms.get(kind) or LabelForm(
        initial={"label": "" if address is None else address.label}, prefix=kind
    )
    card = (kind, holder.whose, f"{holder.root}{kind}/", address)
    if address is None or not address.is_showable():
        return AddressCard(*card, "", form)
    if kind == "page":
        return AddressCard(*card, spell_page(request, address), form)
    wish = read_wish(request, read_language(request))
    url = find_feed(request, address.spell_token(), wish)
    return AddressCard(*card, url, form, wish, list_ways(url, holder.calendar))


def spell_page(request: HttpRequest, address: SecretAddress) -> str:
    """The whole address of a family's page; only for one that is still showable."""
    path = reverse(PAGES[type(address)], args=[address.spell_token()])
    return request.build_absolute_uri(path)


def read_language(request: HttpRequest) -> str:
    """The language that the teacher wants to hand on; English where none of ours is named."""
    named = request.GET.get("language", "")
    return named if named in LANGUAGES else WRITTEN


def answer_replaced(request: HttpRequest, holder: Holder, kind: str) -> HttpResponse:
    """Make an address; one that was there before ends."""
    named = holder.find_kind(kind)
    had = find_working_address(named, of=holder.of, today=holder.read_today())
    replace_address(named, of=holder.of, now=timezone.now())
    messages.success(request, REPLACED if had else "The address is ready to be handed out.")
    return redirect(holder.root)


def answer_revoked(request: HttpRequest, holder: Holder, kind: str) -> HttpResponse:
    """End an address without a new one."""
    revoke_addresses(holder.find_kind(kind), of=holder.of, now=timezone.now())
    messages.success(request, "The address has ended. Whoever opens it is told to ask you.")
    return redirect(holder.root)


def answer_labelled(
    request: HttpRequest,
    holder: Holder,
    kind: str,
    show: Callable[[Mapping[str, LabelForm], int], HttpResponse],
) -> HttpResponse:
    """Give an address another label; `show` draws the page around a form that does not hold."""
    table, today = holder.find_kind(kind), holder.read_today()
    address = find_working_address(table, of=holder.of, today=today)
    if address is None:
        raise Http404("There is no address to label.")
    form = LabelForm(request.POST, prefix=kind)
    if not form.is_valid():
        return show({kind: form}, 422)
    name_address(address, label=form.cleaned_data["label"])
    messages.success(request, "The label is saved.")
    return redirect(holder.root)
