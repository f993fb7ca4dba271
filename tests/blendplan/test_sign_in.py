"""Signing in: by e-mail, for people the district added, with a whole school behind one address."""

import pytest
from django.test import Client

from blendplan.sessions import SessionStore
from planner.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def teacher() -> User:
    return User.objects.create_user("reed@alder.example", PASSWORD, name="Ms. Reed")


def sign_in(client: Client, email: str, password: str, **more: str) -> int:
    fields = {"login": email, "password": password, **more}
    return client.post("/accounts/login/", fields).status_code


def test_a_teacher_signs_in_by_email_in_any_case(client: Client, teacher: User) -> None:
    assert sign_in(client, "Reed@Alder.example", PASSWORD) == 302
    assert client.session["_auth_user_id"] == str(teacher.pk)


def test_a_wrong_password_is_answered_with_the_form(client: Client, teacher: User) -> None:
    response = client.post("/accounts/login/", {"login": teacher.email, "password": "wrong"})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_session_ends_with_the_browser_unless_asked_to_stay(
    client: Client, teacher: User
) -> None:
    sign_in(client, teacher.email, PASSWORD)
    assert client.session.get_expire_at_browser_close() is True


def test_remember_me_keeps_the_session_for_a_month(client: Client, teacher: User) -> None:
    sign_in(client, teacher.email, PASSWORD, remember="on")
    assert client.session.get_expire_at_browser_close() is False
    assert client.session.get_expiry_age() == 30 * 24 * 3600


def test_fifty_teachers_behind_one_address_sign_in_within_a_minute(teacher: User) -> None:
    assert {sign_in(Client(), teacher.email, PASSWORD) for _ in range(50)} == {302}


def test_colleagues_wrong_passwords_lock_nobody_else_out(client: Client, teacher: User) -> None:
    for number in range(30):
        sign_in(Client(), f"colleague{number}@alder.example", "wrong")
    assert sign_in(client, teacher.email, PASSWORD) == 302


def test_guessing_one_persons_password_is_stopped_after_five(client: Client, teacher: User) -> None:
    for _ in range(5):
        sign_in(Client(), teacher.email, "wrong")
    sign_in(client, teacher.email, PASSWORD)
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    fields = {"email": "new@alder.example", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/signup/", fields)
    assert User.objects.count() == 0


def test_a_page_that_is_not_public_asks_to_sign_in_first(client: Client) -> None:
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/")


def test_administration_is_entered_through_the_same_limited_page(client: Client) -> None:
    response = client.get("/admin/login/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/")


@pytest.mark.parametrize("key", ['"aaaaaaaaaa\\000"', "ä" * 12, "short", "a/../../../b"])
def test_a_cookie_that_we_never_gave_out_opens_no_session(client: Client, key: str) -> None:
    client.cookies.load(f"blendplan_session={key}")
    assert client.get("/").status_code == 302
    assert client.get("/accounts/login/").status_code == 200
    store = SessionStore(session_key="aaaaaaaaaa\0")
    assert (store.session_key, dict(store.items())) == (None, {})


def test_signing_in_changes_the_session_key(client: Client, teacher: User) -> None:
    planted = SessionStore()
    planted["planted"] = True
    planted.create()
    client.cookies["blendplan_session"] = planted.session_key or ""
    sign_in(client, teacher.email, PASSWORD)
    assert client.session.session_key not in (None, planted.session_key)
    assert not SessionStore().exists(planted.session_key or "")


def test_signing_in_goes_nowhere_else(client: Client, teacher: User) -> None:
    address = "/accounts/login/?next=//evil.example/"
    fields = {"login": teacher.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(address, fields)["Location"] == "/"
