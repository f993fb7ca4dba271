"""A calendar program that is compiled before it can read."""

import shutil
import subprocess

import pytest

from tests.planner.calendars.readers import CLIENTS


@pytest.fixture(scope="session")
def libical(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a program that reads with libical, compiled here."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler, so libical cannot read the feed")
    program = tmp_path_factory.mktemp("libical") / "read_feed"
    command = [compiler, str(CLIENTS / "read_feed.c"), "-lical", "-o", str(program)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    if done.returncode != 0:
        if "ical.h" in done.stderr.decode() or "-lical" in done.stderr.decode():
            pytest.skip("libical is not installed: its package is called libical-dev")
        pytest.fail(done.stderr.decode())
    return str(program)
