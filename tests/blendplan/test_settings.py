"""What a start refuses, and what it insists on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

ROOT = Path(settings.BASE_DIR)
SECRET = "a-secret-of-this-test-alone-" + "x" * 40
PRINT_FROM_SETTINGS = "from django.conf import settings as s; print({})"


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code against the real settings in a fresh process that inherits nothing of this one."""
    clean = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "blendplan.settings"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def read_setting(expression: str, **environment: str) -> str:
    """What a setting is in that environment, as Python writes it."""
    done = run_python(PRINT_FROM_SETTINGS.format(expression), **environment)
    assert done.stderr == ""
    return done.stdout.strip()


def say_refusal(**environment: str) -> str:
    """The last line with which a start in that environment is refused."""
    done = run_python("import blendplan.settings", **environment)
    assert done.returncode == 1
    return (
        done.stderr.strip()
        .splitlines()[-1]
        .removeprefix("django.core.exceptions.ImproperlyConfigured: ")
    )


def test_a_start_without_a_secret_key_is_refused() -> None:
    assert say_refusal(ALLOWED_HOSTS="plan.example.org").startswith("SECRET_KEY is not set.")


def test_a_short_secret_key_is_refused() -> None:
    assert say_refusal(SECRET_KEY="short").startswith("SECRET_KEY is too short")


def test_a_real_installation_without_host_names_is_refused() -> None:
    assert say_refusal(SECRET_KEY=SECRET).startswith("ALLOWED_HOSTS is not set.")


def test_a_demonstration_needs_no_host_names_and_answers_this_machine_only() -> None:
    hosts = read_setting("s.ALLOWED_HOSTS", SECRET_KEY=SECRET, BLENDPLAN_DEMO="1")
    assert hosts == "['localhost', '127.0.0.1', '[::1]']"


def test_a_real_installation_insists_on_https() -> None:
    insisted = read_setting(
        "s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.DEBUG",
        SECRET_KEY=SECRET,
        ALLOWED_HOSTS="plan.example.org",
    )
    assert insisted == "True True True False"


def test_postgresql_connections_are_kept_and_checked() -> None:
    kept = read_setting(
        "[s.DATABASES['default'][k] for k in ('ENGINE', 'CONN_MAX_AGE', 'CONN_HEALTH_CHECKS')]",
        SECRET_KEY=SECRET,
        ALLOWED_HOSTS="plan.example.org",
        DATABASE_URL="postgres://blendplan@127.0.0.1/blendplan",
    )
    assert kept == "['django.db.backends.postgresql', None, True]"


def test_sqlite_elsewhere_keeps_the_settings_that_writers_need() -> None:
    kept = read_setting(
        "s.DATABASES['default']['NAME'], s.DATABASES['default']['OPTIONS']['transaction_mode']",
        SECRET_KEY=SECRET,
        BLENDPLAN_DEMO="1",
        DATABASE_URL="sqlite:////srv/elsewhere.sqlite3",
    )
    assert kept == "/srv/elsewhere.sqlite3 IMMEDIATE"


@pytest.mark.django_db
def test_sqlite_writes_ahead_and_waits_for_other_writers() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    with connection.cursor() as cursor:
        found = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    assert found == ["wal", 1, 20_000]


@pytest.mark.django_db
def test_every_page_forbids_what_is_not_ours(client: Client) -> None:
    headers = client.get("/accounts/login/").headers
    policy = set(headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    }
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
