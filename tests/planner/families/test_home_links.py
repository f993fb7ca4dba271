"""The links of learners and households, as a class's teacher makes, hands out and ends them."""

import datetime as dt
import re
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from django.test import Client

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
from planner.services.links import make_address, make_missing_addresses
from tests.factories import (
    MONDAY,
    make_administrator,
    make_classroom,
    make_coordinator,
    make_learner,
    make_teacher,
)
from tests.planner.families.days import EIGHT

pytestmark = pytest.mark.django_db

KINDS: dict[str, type[HomeLink] | type[HomeFeed]] = {"page": HomeLink, "calendar": HomeFeed}


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def classroom(client: Client) -> Classroom:
    """A class whose teacher is signed in."""
    classroom = make_classroom()
    client.force_login(make_teacher(classroom))
    return classroom


@pytest.fixture
def learner(classroom: Classroom) -> Learner:
    """One of its learners."""
    return make_learner(classroom, first_name="Juno")


@pytest.fixture
def home_root(classroom: Classroom, learner: Learner, request: Any) -> str:
    """The address of the page about the links of that learner, or of the learner's household."""
    of = learner.pk if request.param == "learners" else learner.household_id
    return f"/classes/{classroom.pk}/families/{request.param}/{of}/"


each_whose = pytest.mark.parametrize("home_root", ["learners", "households"], indirect=True)
each_kind = pytest.mark.parametrize("kind", KINDS)


def open_text(client: Client, address: str) -> str:
    """The text of a page that no cache keeps."""
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return response.content.decode()


def find_path(kind: str, token: str) -> str:
    """Where a family opens an address of this kind."""
    return f"/h/{token}/" if kind == "page" else f"/feeds/{token}.ics"


def open_as_family(kind: str, token: str) -> int:
    """The status that whoever holds the token gets, without a sign-in."""
    return Client().get(find_path(kind, token), follow=True).status_code


@each_whose
@each_kind
class TestOneHome:
    """The page about one learner, or one household."""

    def test_one_click_makes_an_address_that_works(
        self, client: Client, home_root: str, kind: str
    ) -> None:
        response = client.post(f"{home_root}{kind}/replace/")
        assert response.headers["Location"] == home_root
        token = KINDS[kind].objects.get().spell_token()
        assert f'value="http://testserver{find_path(kind, token)}"' in open_text(client, home_root)
        assert open_as_family(kind, token) == 200

    def test_replacing_ends_the_old_address(
        self, client: Client, home_root: str, kind: str
    ) -> None:
        client.post(f"{home_root}{kind}/replace/")
        old = KINDS[kind].objects.get().spell_token()
        client.post(f"{home_root}{kind}/replace/")
        new = KINDS[kind].objects.get(revoked_at=None).spell_token()
        assert (open_as_family(kind, old), open_as_family(kind, new)) == (410, 200)
        assert old not in open_text(client, home_root)

    def test_revoking_ends_it_without_a_new_one(
        self, client: Client, home_root: str, kind: str
    ) -> None:
        client.post(f"{home_root}{kind}/replace/")
        old = KINDS[kind].objects.get().spell_token()
        client.post(f"{home_root}{kind}/revoke/")
        assert open_as_family(kind, old) == 410
        assert old not in open_text(client, home_root)
        assert KINDS[kind].objects.filter(revoked_at=None).count() == 0

    def test_a_label_is_kept(self, client: Client, home_root: str, kind: str) -> None:
        client.post(f"{home_root}{kind}/replace/")
        address = f"{home_root}{kind}/label/"
        assert client.post(address, {f"{kind}-label": "Aunt's"}).status_code == 302
        assert KINDS[kind].objects.get().label == "Aunt's"

    def test_a_label_that_does_not_fit_comes_back_with_the_reason(
        self, client: Client, home_root: str, kind: str
    ) -> None:
        client.post(f"{home_root}{kind}/replace/")
        response = client.post(f"{home_root}{kind}/label/", {f"{kind}-label": ""})
        assert response.status_code == 422
        assert "errorlist" in response.content.decode()

    def test_only_the_day_of_last_use_is_shown(
        self, client: Client, home_root: str, kind: str
    ) -> None:
        client.post(f"{home_root}{kind}/replace/")
        assert "not yet" in open_text(client, home_root)
        open_as_family(kind, KINDS[kind].objects.get().spell_token())
        page = open_text(client, home_root)
        assert "Monday 16 November" in page
        assert "8:00" not in page


class TestList:
    """The class's page with all of its homes."""

    def test_each_learner_and_each_household_is_listed(
        self, client: Client, classroom: Classroom, learner: Learner
    ) -> None:
        page = open_text(client, f"/classes/{classroom.pk}/families/")
        root = f"/classes/{classroom.pk}/families"
        assert f'href="{root}/learners/{learner.pk}/" dir="auto">Juno<' in page
        assert f'href="{root}/households/{learner.household_id}/"' in page

    @pytest.mark.parametrize("whose", ["learners", "households"])
    def test_one_click_makes_all_that_are_missing(
        self, client: Client, classroom: Classroom, learner: Learner, whose: str
    ) -> None:
        make_learner(classroom, first_name="Otis")
        address = f"/classes/{classroom.pk}/families/{whose}/make/"
        client.post(address)
        made = {kind: set(table.objects.values_list("pk")) for kind, table in KINDS.items()}
        assert {kind: len(keys) for kind, keys in made.items()} == {"page": 2, "calendar": 2}
        client.post(address)
        again = {kind: set(table.objects.values_list("pk")) for kind, table in KINDS.items()}
        assert again == made

    def test_what_was_ended_by_hand_is_not_made_again_with_the_others(
        self, client: Client, classroom: Classroom, learner: Learner
    ) -> None:
        make_address(HomeLink, of=learner, today=MONDAY)
        HomeLink.objects.update(revoked_at=EIGHT)
        client.post(f"/classes/{classroom.pk}/families/learners/make/")
        assert HomeLink.objects.filter(revoked_at=None).count() == 0

    def test_last_years_link_is_followed_by_a_new_one(self, learner: Learner) -> None:
        school = learner.household.school
        make_address(HomeLink, of=learner, today=MONDAY)
        HomeLink.objects.update(expires_on=MONDAY - dt.timedelta(days=1))
        made = make_missing_addresses(HomeLink, places=[learner], school=school, today=MONDAY)
        assert made == 1

    def test_made_all_at_once_they_end_with_the_school_year_and_work(
        self, classroom: Classroom, learner: Learner
    ) -> None:
        school = classroom.school
        make_missing_addresses(HomeLink, places=[learner], school=school, today=MONDAY)
        link = HomeLink.objects.get()
        assert link.expires_on == dt.date(2027, 6, 18)
        assert open_as_family("page", link.spell_token()) == 200

    def test_a_class_without_learners_says_who_enters_them(
        self, client: Client, classroom: Classroom
    ) -> None:
        page = open_text(client, f"/classes/{classroom.pk}/families/")
        assert "No learner is in this class yet." in page
        for whose in ("learners", "households"):
            client.post(f"/classes/{classroom.pk}/families/{whose}/make/")
        assert HomeLink.objects.count() == 0

    def test_more_learners_need_no_more_queries(
        self, client: Client, classroom: Classroom, django_assert_max_num_queries: Any
    ) -> None:
        for name in "ABCDEFGH":
            learner = make_learner(classroom, first_name=name)
            for of in (learner, learner.household):
                make_address(HomeLink, of=of, today=MONDAY)
        with django_assert_max_num_queries(22):
            open_text(client, f"/classes/{classroom.pk}/families/")

    def test_the_list_holds_no_address_of_a_home(
        self, client: Client, classroom: Classroom, learner: Learner
    ) -> None:
        token = make_address(HomeLink, of=learner, today=MONDAY).spell_token()
        assert token not in open_text(client, f"/classes/{classroom.pk}/families/")


class TestBrothersAndSisters:
    """A household with learners in several classes."""

    @pytest.fixture
    def home(self, learner: Learner, classroom: Classroom) -> Household:
        """The household of a learner whose sister is in another class."""
        other = make_classroom(classroom.school, name="Another class")
        make_learner(other, first_name="Philippa", household=learner.household)
        return learner.household

    def test_a_teacher_of_one_of_them_cannot_open_hand_out_or_end_its_link(
        self, client: Client, classroom: Classroom, home: Household
    ) -> None:
        link = make_address(HomeLink, of=home, today=MONDAY)
        root = f"/classes/{classroom.pk}/families/households/{home.pk}/"
        assert client.get(root).status_code == 403
        for action in ("replace", "revoke", "label"):
            assert client.post(f"{root}page/{action}/").status_code == 403
        client.post(f"/classes/{classroom.pk}/families/households/make/")
        assert list(HomeLink.objects.all()) == [link]
        letters = f"/classes/{classroom.pk}/families/letters/print/?of=households&language=en"
        for address in (f"/classes/{classroom.pk}/families/", letters):
            page = open_text(client, address)
            assert "Philippa" not in page
            assert link.spell_token()[:4] not in page

    def test_who_plans_the_classes_of_all_of_them_hands_it_out(
        self, client: Client, classroom: Classroom, home: Household
    ) -> None:
        client.force_login(make_administrator(classroom.school.district))
        client.post(f"/classes/{classroom.pk}/families/households/make/")
        root = f"/classes/{classroom.pk}/families/households/{home.pk}/"
        assert HomeLink.objects.get().spell_token() in open_text(client, root)

    def test_their_own_links_stay_each_teachers_to_hand_out(
        self, client: Client, classroom: Classroom, home: Household, learner: Learner
    ) -> None:
        client.post(f"/classes/{classroom.pk}/families/learners/make/")
        assert [link.learner for link in HomeLink.objects.all()] == [learner]


class TestWhoMay:
    """Permissions beyond those of the table of all addresses."""

    def test_another_classs_learner_is_not_found(
        self, client: Client, classroom: Classroom
    ) -> None:
        other = make_learner(make_classroom(classroom.school))
        root = f"/classes/{classroom.pk}/families"
        assert client.get(f"{root}/learners/{other.pk}/").status_code == 404
        assert client.get(f"{root}/households/{other.household_id}/").status_code == 404
        assert client.post(f"{root}/learners/{other.pk}/page/replace/").status_code == 404

    @pytest.mark.parametrize("path", ["teachers/1/", "teachers/make/", "learners/1/door/replace/"])
    def test_there_are_no_other_kinds(
        self, client: Client, classroom: Classroom, learner: Learner, path: str
    ) -> None:
        path = path.replace("/1/", f"/{learner.pk}/")
        assert client.post(f"/classes/{classroom.pk}/families/{path}").status_code in (404, 405)
        assert client.get(f"/classes/{classroom.pk}/families/teachers/1/").status_code == 404

    def test_who_only_looks_on_sees_no_link_and_ends_none(
        self, client: Client, classroom: Classroom, learner: Learner
    ) -> None:
        client.force_login(make_coordinator(classroom.school))
        root = f"/classes/{classroom.pk}/families/learners/{learner.pk}/"
        assert client.get(root).status_code == 403
        assert client.post(f"{root}page/revoke/").status_code == 403


def make_every_kind(classroom: Classroom, learner: Learner) -> list[SecretAddress]:
    """An address of each kind, for whomever there can be one."""
    addresses: list[SecretAddress] = [
        make_address(kind, of=classroom, today=MONDAY) for kind in (FamilyLink, FeedToken)
    ]
    for kind in KINDS.values():
        addresses += [
            make_address(kind, of=of, today=MONDAY) for of in (learner, learner.household)
        ]
    return addresses


def test_no_two_addresses_share_a_token_a_seed_or_a_hash(
    classroom: Classroom, learner: Learner
) -> None:
    addresses = make_every_kind(classroom, learner)
    seen = [word for a in addresses for word in (a.spell_token(), a.seed, a.token_hash)]
    assert len(set(seen)) == 3 * len(addresses) == 18


def test_page_and_feed_made_from_the_same_seed_would_differ_still(learner: Learner) -> None:
    link, feed = (make_address(kind, of=learner, today=MONDAY) for kind in KINDS.values())
    feed.seed = link.seed
    assert feed.spell_token() != link.spell_token()


def test_a_token_opens_only_what_it_was_made_for(classroom: Classroom, learner: Learner) -> None:
    paths = ("/f/{}/", "/h/{}/", "/feeds/{}.ics")
    opened = [
        [Client().get(path.format(each.spell_token()), follow=True).status_code for path in paths]
        for each in make_every_kind(classroom, learner)
    ]
    page, home, feed = [200, 404, 404], [404, 200, 404], [404, 404, 200]
    assert opened == [page, feed, home, home, feed, feed]


def test_no_column_of_any_table_holds_a_token(classroom: Classroom, learner: Learner) -> None:
    tokens = {each.spell_token() for each in make_every_kind(classroom, learner)}
    held = set()
    for table in apps.get_models():
        columns = [f for f in table._meta.concrete_fields if isinstance(f, CharField | TextField)]
        for row in table._default_manager.values_list(*(f.attname for f in columns)):
            held |= {str(value) for value in row}
    assert {token for token in tokens for value in held if token in value} == set()


def test_a_token_is_longer_than_anybody_can_guess(learner: Learner) -> None:
    token = make_address(HomeLink, of=learner, today=MONDAY).spell_token()
    assert re.fullmatch(r"[\w-]{32}", token)  # six bits a letter: 192
