"""What every test shares: a clean cache, and property tests that a slow machine cannot fail."""

import os
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from hypothesis import settings

# A busy machine is no failure. CI tries the same examples each time; a person's run, new ones.
settings.register_profile("unhurried", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def clear_cache() -> Iterator[None]:
    """Sign-in limits and stored pages of one test never reach the next."""
    yield
    for cache in caches.all():
        cache.clear()
