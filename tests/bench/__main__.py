"""Sets up an installation for this run alone, and measures it."""

import os
import runpy
import tempfile

import django

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    "BLENDPLAN_DEMO": "1",
    "SECRET_KEY": "only-for-measuring-" + "0" * 32,
    "LOG_LEVEL": "ERROR",
}

with tempfile.TemporaryDirectory(prefix="blendplan-bench-") as place:
    os.environ |= ENVIRONMENT | {
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{place}/bench.sqlite3",
        "STATIC_ROOT": f"{place}/static",
    }
    django.setup()
    # Only now can the models be imported.
    runpy.run_module("tests.bench.pages", run_name="__main__")
