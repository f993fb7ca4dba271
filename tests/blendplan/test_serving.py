"""The real server: granian with real settings, collected static files and a database of its own."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import pytest
from django.conf import settings

from blendplan.start import HOST, SERVER, read_port

ROOT = Path(settings.BASE_DIR)
GRANIAN = Path(sys.executable).with_name("granian")
SECRET = "a-secret-of-this-test-alone-" + "x" * 40
TOKEN = "q7Jc-Zp_0aVbN3xY5tRkLmE2"
SIGN_ME_IN = """
import django; django.setup()
from planner.models import User
User.objects.create_user("reed@demo.blendplan.example", "correct horse battery", name="Ms. Reed")
"""


@dataclass(frozen=True)
class Installation:
    """A place where blendplan is set up: its environment, and where its server answers."""

    environment: dict[str, str]
    port: int

    def run(self, *command: str) -> None:
        """Run a command of manage.py, or Python code, here."""
        subprocess.run([sys.executable, *command], cwd=ROOT, env=self.environment, check=True)

    def start(self, log: Path, *command: str) -> subprocess.Popen[bytes]:
        """Start the server, or what else becomes the server, here."""
        served = [str(GRANIAN), *SERVER, f"--port={self.port}", "blendplan.wsgi:application"]
        with log.open("wb") as out:
            return subprocess.Popen(
                command or served,
                cwd=ROOT,
                env=self.environment,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def get(self, path: str, encoding: str = "identity") -> HTTPResponse:
        request = urllib.request.Request(
            f"http://{HOST}:{self.port}{path}", headers={"Accept-Encoding": encoding}
        )
        response: HTTPResponse = urllib.request.urlopen(request, timeout=10)  # noqa: S310
        return response

    def wait_until_ready(self) -> bool:
        """Whether the server is ready within two minutes: a busy machine needs many seconds."""
        for _ in range(600):
            try:
                return self.get("/readyz").status == 200
            except OSError:
                time.sleep(0.2)
        return False


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A real installation without TLS: migrated, with its cache table and static files."""
    place = tmp_path_factory.mktemp("installation")
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "blendplan.settings",
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": HOST,
        "HTTPS": "0",
        "DATABASE_URL": f"sqlite:///{place}/blendplan.sqlite3",
        "STATIC_ROOT": f"{place}/static",
    }
    made = Installation(environment, find_free_port())
    made.run("manage.py", "migrate", "--verbosity=0")
    made.run("manage.py", "createcachetable")
    made.run("manage.py", "collectstatic", "--no-input", "--verbosity=0")
    return made


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "server.log"


@pytest.fixture(scope="module")
def served(installation: Installation, log: Path) -> Iterator[Installation]:
    server = installation.start(log)
    try:
        assert installation.wait_until_ready(), log.read_text()
        yield installation
    finally:
        server.terminate()
        server.wait(20)


def find_static_file(served: Installation, kind: str) -> str:
    page = served.get("/accounts/login/").read().decode()
    found = re.search(rf'"(/static/[^"]+\.{kind})"', page)
    assert found is not None
    return found[1]


def test_static_files_have_hashed_names_and_are_kept_for_good(served: Installation) -> None:
    address = find_static_file(served, "css")
    assert re.search(r"\.[0-9a-f]{12}\.css$", address)
    assert served.get(address).headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_static_files_travel_compressed(served: Installation) -> None:
    address = find_static_file(served, "css")
    assert served.get(address, encoding="br").headers["Content-Encoding"] == "br"


def test_a_page_is_public_only_where_it_is_listed(served: Installation) -> None:
    assert served.get("/").url == f"http://{HOST}:{served.port}/accounts/login/?next=/"


def test_no_secret_address_reaches_the_log(served: Installation, log: Path) -> None:
    for address in (f"/f/{TOKEN}/", f"/feeds/{TOKEN}.ics", f"/f/{TOKEN}/2026-99-99/"):
        with pytest.raises(urllib.error.HTTPError):
            served.get(address)
    written = log.read_text()
    assert "/f/[secret]/" in written
    assert TOKEN not in written


def test_a_database_with_demonstration_sign_ins_is_not_served(
    installation: Installation, tmp_path: Path
) -> None:
    address = f"sqlite:///{tmp_path}/demonstration.sqlite3"
    place = Installation(installation.environment | {"DATABASE_URL": address}, find_free_port())
    place.run("manage.py", "migrate", "--verbosity=0")
    place.run("-c", SIGN_ME_IN)
    log = tmp_path / "server.log"
    server = place.start(log)
    try:
        assert server.wait(30) != 0
    finally:
        server.kill()
    assert "This database has demonstration sign-ins" in log.read_text()


def test_the_demonstration_starts_on_an_empty_machine_and_says_what_to_open(
    installation: Installation, tmp_path: Path
) -> None:
    port = find_free_port()
    here = {
        "BLENDPLAN_DEMO": "1",
        "DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3",
        "PORT": f"{port}",
    }
    place, log = Installation(installation.environment | here, port), tmp_path / "server.log"
    server = place.start(log, sys.executable, "-m", "blendplan.start")
    try:
        assert place.wait_until_ready(), log.read_text()
        said = log.read_text()
        family = re.search(rf"http://{HOST}:{port}(/f/\S+)", said)
        assert family is not None
        assert place.get(family[1]).status == 200
        assert "teacher" in said
        assert "coordinator" in said
        assert f"blendplan is at http://{HOST}:{port}/" in said
    finally:
        server.terminate()
        server.wait(20)


@pytest.mark.parametrize("text", ["eight thousand", "0", "65536", "-1", ""])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(SystemExit, match="PORT is a number from 1 to 65535"):
        read_port(text)


def test_a_port_that_is_taken_is_refused_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        with pytest.raises(SystemExit, match=r"cannot be used .* Try: make run PORT="):
            read_port(str(taken.getsockname()[1]))
