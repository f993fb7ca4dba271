"""The real settings, with an empty page among the addresses."""

from blendplan.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
