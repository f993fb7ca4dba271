"""Sets up an installation for this run alone, and measures one of the tables below, or all."""

import os
import sys
import tempfile
from importlib import import_module

import django

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    "BLENDPLAN_DEMO": "1",
    "SECRET_KEY": "only-for-measuring-" + "0" * 32,
    "LOG_LEVEL": "ERROR",
}
TABLES = ("pages", "judging", "fixes", "what_if", "morning")


def measure(words: list[str]) -> None:
    """Print the table that is named first, or all of them; what follows goes to the table."""
    named = words[:1] if words and words[0] in TABLES else list(TABLES)
    rest = words[1:] if words and words[0] in TABLES else words
    asked = named[0] if len(named) == 1 else "judging"
    for table in named:
        # Only now, with the settings in place, can the models be imported.
        import_module(f"tests.bench.{table}").main(rest if table == asked else [])
        print()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="blendplan-bench-") as place:
        fresh = f"sqlite:///{place}/bench.sqlite3"
        address = os.environ.get("BENCH_DATABASE_URL") or os.environ.get("BENCH_AGAIN") or fresh
        os.environ |= ENVIRONMENT | {"DATABASE_URL": address, "STATIC_ROOT": f"{place}/static"}
        os.environ["BENCH_AGAIN"] = address
        django.setup()
        measure(sys.argv[1:])
