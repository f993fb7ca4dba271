"""What a machine that watches the installation is told."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from blendplan import health


@pytest.fixture(autouse=True)
def forget_migrations() -> Iterator[None]:
    health.is_migrated.cache_clear()
    yield
    health.is_migrated.cache_clear()


@pytest.mark.django_db
def test_alive_is_said_without_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/livez")
    assert (response.status_code, response.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_ready_when_migrated(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_not_ready_until_the_last_migration_is_applied(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="planner").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"migrations are missing: run manage.py migrate\n"


@pytest.mark.django_db
def test_not_ready_without_the_shared_cache(client: Client, settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "no_such_table",
        }
    }
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_health_is_never_stored(client: Client) -> None:
    assert "no-store" in client.get("/readyz")["Cache-Control"]
