"""The settings as tests use them: the real ones, quicker, and each process has its own database."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0" * 40)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("EMAIL_URL", "memorymail://")
os.environ.setdefault("LOG_FORMAT", "text")

from blendplan.settings import *  # noqa: F403
from blendplan.settings import CACHES, DATABASES, SQLITE, STORAGES

PROCESS = os.getpid()
"""Several test runs share one machine, and one PostgreSQL."""

if DATABASES["default"]["ENGINE"] == SQLITE["ENGINE"]:
    # A file, not memory: the live server's threads need connections of their own.
    test_name = str(Path(tempfile.gettempdir()) / f"blendplan-test-{PROCESS}.sqlite3")
else:
    test_name = f"test_blendplan_{PROCESS}"
DATABASES["default"] |= {"TEST": {"NAME": test_name}, "CONN_MAX_AGE": 0}

# One hashed file name more or less is no concern of a page's test; tests/blendplan/test_serving.py
# runs the real server with the real storage.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Kept in the process: a cache in the database would add its queries to those that tests count.
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
