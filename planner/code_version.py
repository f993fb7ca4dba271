"""The version of what pages are made of, so that a page kept by a browser ends with it."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

SOURCES = (
    ("templates", "**/*.html"),
    ("static/css", "*.css"),
    ("static/js", "*.js"),
    ("static/icons", "*.svg"),
    ("planner", "**/*.py"),
    ("planner/locale", "**/*.mo"),
)


def name_code_version() -> str:
    """A short name that changes with any template, style, script, module or translation."""
    # While developing, a template changes without the process starting anew.
    return digest_sources() if settings.DEBUG else recall_digest()


@cache
def recall_digest() -> str:
    """The digest as of this process's first page."""
    return digest_sources()


def digest_sources() -> str:
    """A digest of every file that pages are made of."""
    digest = hashlib.sha256()
    for folder, pattern in SOURCES:
        for path in sorted(Path(settings.BASE_DIR, folder).glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
