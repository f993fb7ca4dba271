"""A real installation with the demonstration's sign-ins does not start."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from blendplan.checks import check_no_demonstration_data, refuse_demonstration_data
from planner.models import District, User

pytestmark = pytest.mark.django_db


def test_an_ordinary_database_is_served() -> None:
    District.objects.create(name="Alder Valley")
    User.objects.create_user("teacher@alder.example", "long enough", name="Ms. Reed")
    refuse_demonstration_data()
    assert check_no_demonstration_data() == []


def test_a_demonstration_sign_in_is_refused() -> None:
    User.objects.create_user("teacher@demo.blendplan.example", "long enough", name="Ms. Reed")
    with pytest.raises(ImproperlyConfigured, match="demonstration sign-ins"):
        refuse_demonstration_data()


def test_a_demonstration_district_is_refused() -> None:
    District.objects.create(name="Demonstration", is_demonstration=True)
    with pytest.raises(ImproperlyConfigured, match="demonstration sign-ins"):
        refuse_demonstration_data()


def test_the_check_before_deploying_says_the_same() -> None:
    District.objects.create(name="Demonstration", is_demonstration=True)
    assert [message.id for message in check_no_demonstration_data()] == ["blendplan.E001"]


def test_a_demonstration_may_serve_them(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    District.objects.create(name="Demonstration", is_demonstration=True)
    refuse_demonstration_data()
