"""A family's week: five days in a plain list, and the code on what is printed."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from planner.models import Classroom, Enrollment, FamilyLink, HomeLink
from planner.qr_codes import LONGEST, draw_code, spell_code
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_closure,
    make_family_link,
    make_group,
    make_home_link,
    make_learner,
)
from tests.planner.families.days import EIGHT, TUESDAY, make_published_day, publish

FRIDAY = MONDAY + dt.timedelta(days=4)


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


def read_days(page: str) -> list[str]:
    """The words of each day in the list."""
    parts = re.findall(r'<section class="week-day".*?</section>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in parts]


def open_week(client: Client, token: str, rest: str = "week/") -> str:
    """The page's text."""
    response = client.get(f"/f/{token}/{rest}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
class TestWeek:
    """The page."""

    def test_each_day_says_what_is_when_and_for_how_long(self, client: Client) -> None:
        classroom, token = make_published_day(title="Math")
        make_block(classroom, TUESDAY, mode="async", start=None, screen="off", title="Reading")
        publish(classroom)
        days = read_days(open_week(client, token))
        assert days == [
            "Monday 16 November today 9:00 am Math 30 minutes Live",
            "Tuesday 17 November tomorrow At any time Reading 30 minutes No device needed",
            "Wednesday 18 November Not published yet",
            "Thursday 19 November Not published yet",
            "Friday 20 November Not published yet",
        ]

    def test_a_draft_is_not_in_it(self, client: Client) -> None:
        classroom, token = make_published_day()
        make_block(classroom, title="Secret trip", start=600)
        assert "Secret trip" not in open_week(client, token)

    def test_a_closed_day_says_why(self, client: Client) -> None:
        classroom, token = make_published_day()
        make_closure(classroom.school, FRIDAY)
        assert read_days(open_week(client, token))[4] == (
            "Friday 20 November No school: Harvest holiday"
        )

    def test_any_date_opens_its_week(self, client: Client) -> None:
        token = make_published_day()[1]
        page = open_week(client, token, f"week/{FRIDAY}/")
        assert page == open_week(client, token, f"week/{MONDAY}/")
        assert f'rel="next" href="/f/{token}/week/2026-11-23/"' in page
        assert f'rel="prev" href="/f/{token}/week/2026-11-09/"' in page

    def test_at_the_weekend_the_coming_week_is_meant(
        self, client: Client, time_machine: Any
    ) -> None:
        token = make_published_day()[1]
        time_machine.move_to(EIGHT + dt.timedelta(days=5), tick=False)
        assert "Week of 23 November" in open_week(client, token)

    def test_a_group_has_its_own_week_and_keeps_it_from_page_to_page(self, client: Client) -> None:
        classroom = make_classroom()
        first, second = make_group(classroom, "A"), make_group(classroom, "B")
        make_block(classroom, title="For A", groups=[first.pk])
        make_block(classroom, title="For B", groups=[second.pk], start=600)
        publish(classroom)
        token = make_family_link(classroom)[1]
        page = open_week(client, token, f"week/?group={first.pk}")
        assert "For A" in page
        assert "For B" not in page
        assert f'href="/f/{token}/{MONDAY}/?group={first.pk}"' in page
        assert f'href="/f/{token}/es/week/{MONDAY}/?group={first.pk}"' in page
        assert "For B" in open_week(client, token, "week/?group=999")

    def test_the_day_leads_to_its_week_and_the_week_to_its_days(self, client: Client) -> None:
        token = make_published_day()[1]
        day = client.get(f"/f/{token}/es/{TUESDAY}/").content.decode()
        assert f'href="/f/{token}/es/week/{TUESDAY}/"' in day
        assert f'href="/f/{token}/es/{TUESDAY}/"' in open_week(client, token, "es/week/")

    def test_it_speaks_the_familys_language(self, client: Client) -> None:
        token = make_published_day()[1]
        page = open_week(client, token, "ar/week/")
        assert '<html lang="ar" dir="rtl">' in page
        assert "أسبوع 16 نوفمبر" in page

    def test_it_needs_few_queries_however_much_is_published(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        classroom, token = make_published_day()
        for offset in range(1, 5):
            make_block(classroom, MONDAY + dt.timedelta(days=offset))
        publish(classroom)
        open_week(client, token)
        # The link and the days; when there is no school is known.
        with django_assert_num_queries(2):
            open_week(client, token)

    def test_what_a_browser_holds_is_not_sent_again(self, client: Client) -> None:
        classroom, token = make_published_day()
        etag = client.get(f"/f/{token}/week/").headers["ETag"]
        again = client.get(f"/f/{token}/week/", headers={"if-none-match": etag})
        assert (again.status_code, again.content) == (304, b"")
        make_block(classroom, start=700)
        publish(classroom)
        again = client.get(f"/f/{token}/week/", headers={"if-none-match": etag})
        assert again.status_code == 200

    def test_no_other_site_learns_the_address(self, client: Client) -> None:
        token = make_published_day()[1]
        response = client.get(f"/f/{token}/week/")
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert client.cookies == {}
        title = re.search(r"<title>(.*)</title>", response.content.decode())
        assert title is not None
        assert token not in title[1]

    def test_an_ended_link_opens_neither_week_nor_code(self, client: Client) -> None:
        token = make_published_day()[1]
        FamilyLink.objects.update(revoked_at=EIGHT)
        assert client.get(f"/f/{token}/week/").status_code == 410
        assert client.get(f"/f/{token}/qr.svg").status_code == 410

    @pytest.mark.parametrize("date", ["2026-02-30", "1999-01-01", "2031-01-06"])
    def test_a_day_that_is_no_school_day_of_ours_is_not_found(
        self, client: Client, date: str
    ) -> None:
        token = make_published_day()[1]
        response = client.get(f"/f/{token}/week/{date}/")
        assert response.status_code == 404
        assert f'href="/f/{token}/"' in response.content.decode()


@pytest.mark.django_db
class TestCode:
    """The QR code on printed pages."""

    def test_the_printed_week_leads_back_to_the_live_page(self, client: Client) -> None:
        token = make_published_day()[1]
        assert draw_code(f"http://testserver/f/{token}/").path in open_week(client, token)

    def test_the_printed_day_fetches_it_only_for_paper(self, client: Client) -> None:
        token = make_published_day()[1]
        page = client.get(f"/f/{token}/").content.decode()
        image = re.search(r'<img src="([^"]+)"[^>]* loading="lazy">', page)
        assert image is not None
        response = client.get(image[1])
        assert response.headers["Content-Type"] == "image/svg+xml"
        assert response.content.decode() == spell_code(draw_code(f"http://testserver/f/{token}/"))

    def test_a_class_without_a_plan_has_one_too(self, client: Client) -> None:
        classroom: Classroom = make_classroom()
        token = make_family_link(classroom)[1]
        assert client.get(f"/f/{token}/qr.svg").status_code == 200


def test_the_code_is_the_one_that_the_library_makes() -> None:
    address = "https://plan.example.org/f/abc/"
    code, dark = draw_code(address), set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        dark |= {(int(x) + offset, int(y)) for offset in range(int(length))}
    finder = {(x + 4, y + 4) for x in range(7) for y in range(7)}
    # A corner's mark: seven by seven, with a light ring in it, and four light modules around.
    assert {(4, 4), (10, 4), (4, 10), (10, 10), (7, 7)} <= dark & finder
    assert {(5, 5), (9, 9), (5, 9), (9, 5)} & dark == set()
    assert min(x for x, _ in dark) == min(y for _, y in dark) == 4
    assert max(x for x, _ in dark) == code.size - 5


def test_an_address_that_no_code_can_hold_well_is_refused() -> None:
    with pytest.raises(ValueError, match="501 letters"):
        draw_code("x" * (LONGEST + 1))


@pytest.mark.django_db
class TestLearnersWeek:
    """One learner's week, behind the link of the learner or of the household."""

    @pytest.fixture
    def classroom(self) -> Classroom:
        """A class with blocks for everyone, for A and for B on Monday."""
        classroom = make_classroom(name="Maple")
        first, second = make_group(classroom, "A"), make_group(classroom, "B")
        make_block(classroom, title="For all")
        make_block(classroom, title="For A", groups=[first.pk], start=600)
        make_block(classroom, title="For B", groups=[second.pk], start=600)
        publish(classroom)
        return classroom

    def test_it_shows_what_is_meant_for_this_learner_and_no_group(
        self, client: Client, classroom: Classroom
    ) -> None:
        learner = make_learner(classroom, classroom.groups.get(name="A"), first_name="Juno")
        token = make_home_link(learner)[1]
        page = client.get(f"/h/{token}/of/{learner.pk}/week/").content.decode()
        assert read_days(page)[0] == (
            "Monday 16 November today 9:00 am For all 30 minutes Live "
            "10:00 am For A 30 minutes Live"
        )
        assert "For B" not in page
        assert "group-choices" not in page
        assert f'href="/h/{token}/of/{learner.pk}/{TUESDAY}/"' in page
        assert f'href="/h/{token}/of/{learner.pk}/ar/week/{MONDAY}/"' in page
        assert draw_code(f"http://testserver/h/{token}/of/{learner.pk}/").path in page

    def test_a_learner_of_two_classes_has_one_week(
        self, client: Client, classroom: Classroom
    ) -> None:
        learner = make_learner(classroom)
        other = make_classroom(classroom.school, name="Oak")
        Enrollment.objects.create(learner=learner, classroom=other)
        make_block(other, title="Choir", start=700)
        publish(other)
        token = make_home_link(learner)[1]
        days = read_days(client.get(f"/h/{token}/of/{learner.pk}/week/").content.decode())
        assert "For all" in days[0]
        assert "Choir" in days[0]

    def test_brothers_and_sisters_do_not_stand_on_each_others_weeks(
        self, client: Client, classroom: Classroom
    ) -> None:
        learner = make_learner(classroom, first_name="Juno")
        make_learner(classroom, first_name="Otis", household=learner.household)
        token = make_home_link(learner.household)[1]
        page = client.get(f"/h/{token}/of/{learner.pk}/week/").content.decode()
        assert "Juno" in page
        assert "Otis" not in page

    def test_it_is_sent_again_only_after_something_changed(
        self, client: Client, classroom: Classroom
    ) -> None:
        learner = make_learner(classroom)
        address = f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/week/"
        etag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
        learner.first_name = "June"
        learner.save()
        assert client.get(address, headers={"if-none-match": etag}).status_code == 200

    @pytest.mark.parametrize("rest", ["week/", "qr.svg", f"es/week/{MONDAY}/"])
    def test_the_link_opens_nobody_elses_and_nothing_once_it_has_ended(
        self, client: Client, classroom: Classroom, rest: str
    ) -> None:
        learner, other = make_learner(classroom), make_learner(classroom)
        link, token = make_home_link(learner)
        assert client.get(f"/h/{token}/of/{learner.pk}/{rest}").status_code == 200
        assert client.get(f"/h/{token}/of/{other.pk}/{rest}").status_code == 404
        HomeLink.objects.filter(pk=link.pk).update(revoked_at=EIGHT)
        assert client.get(f"/h/{token}/of/{learner.pk}/{rest}").status_code == 410

    def test_a_day_leads_to_the_week_and_its_code(
        self, client: Client, classroom: Classroom
    ) -> None:
        learner = make_learner(classroom)
        root = f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/"
        day = client.get(f"{root}es/{MONDAY}/").content.decode()
        assert f'href="{root}es/week/{MONDAY}/"' in day
        assert f'src="{root}qr.svg"' in day
