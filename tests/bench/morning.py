"""Eight o'clock: a school's families open their pages in the same minute while a teacher publishes.

Open loop: families come when they come, however long others wait, and each wait counts from the
moment that somebody came. The server is the one that `make run` starts.
"""

import http.client
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection
from django.utils import timezone

from blendplan.start import HOST, SERVER
from planner.models import Block
from tests.bench.pages import load_school
from tests.bench.teaching import rename_and_publish

FAMILIES, SECONDS = 300, 60
BETWEEN_PUBLICATIONS = 2.0
GOAL = 0.3
PART = re.compile(r'(?:href|src)="(/static/[^"#]+)')


@dataclass
class Morning:
    """What families waited for, in seconds."""

    pages: list[float] = field(default_factory=list)
    parts: list[float] = field(default_factory=list)
    amiss: list[str] = field(default_factory=list)
    published: int = 0


def find_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


PORT = find_port()


def ask(path: str) -> tuple[int, bytes]:
    """One request on a connection of its own, as a phone's first would be."""
    asking = http.client.HTTPConnection(HOST, PORT, timeout=30)
    try:
        asking.request("GET", path, headers={"Accept-Encoding": "identity"})
        answer = asking.getresponse()
        return answer.status, answer.read()
    finally:
        asking.close()


def open_page(path: str, due: float, morning: Morning) -> None:
    """What one family does: its page, then each style, script and icon that the page names."""
    time.sleep(max(0.0, due - time.monotonic()))
    status, page = ask(path)
    morning.pages.append(time.monotonic() - due)
    statuses = {path.split("/")[1]: status}
    for part in sorted(set(PART.findall(page.decode()))):
        began = time.monotonic()
        statuses[part] = ask(part)[0]
        morning.parts.append(time.monotonic() - began)
    morning.amiss += [f"{name}: {status}" for name, status in statuses.items() if status != 200]


def publish_often(classroom: int, over: threading.Event, morning: Morning) -> None:
    """A teacher who renames a block of the week and publishes it, again and again."""
    blocks = Block.objects.filter(day__classroom=classroom, day__published__isnull=False)
    block = blocks.select_related("day__classroom__school__district").latest("day__date")
    while not over.wait(BETWEEN_PUBLICATIONS):
        now = timezone.now()
        rename_and_publish(block, f"Changed at {now:%H:%M:%S}", now)
        morning.published += 1
    connection.close()


@contextmanager
def run_server() -> Iterator[None]:
    """The server with its two workers, ready to answer."""
    granian = Path(sys.executable).with_name("granian")
    command = [str(granian), *SERVER, f"--port={PORT}", "blendplan.wsgi:application"]
    with subprocess.Popen(command) as server:
        try:
            wait_until_ready()
            yield
        finally:
            server.terminate()


def wait_until_ready() -> None:
    """Until the server answers; half a minute at the most."""
    for _ in range(300):
        try:
            if ask("/livez")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def spend_morning(paths: Sequence[str], classroom: int) -> Morning:
    """Everybody's first minute."""
    morning, over = Morning(), threading.Event()
    teacher = threading.Thread(target=publish_often, args=(classroom, over, morning))
    teacher.start()
    begin = time.monotonic() + 0.5
    # The same morning each time that it is measured.
    comes = random.Random(8)  # noqa: S311
    try:
        with ThreadPoolExecutor(FAMILIES) as pool:
            for _ in range(FAMILIES):
                due = begin + comes.uniform(0, SECONDS)
                pool.submit(open_page, comes.choice(paths), due, morning)
    finally:
        over.set()
        teacher.join()
    return morning


def spell_waits(name: str, waits: Sequence[float]) -> str:
    """A line of the table, in milliseconds."""
    cuts = statistics.quantiles(waits, n=100, method="inclusive")
    return f"{name:<24}{len(waits):>8}" + "".join(
        f"{wait * 1000:>10.0f}" for wait in (cuts[49], cuts[94], cuts[98], max(waits))
    )


def main(words: Sequence[str] = ()) -> None:
    """Measure one morning; no words are asked."""
    show = load_school()
    paths = [urlsplit(address).path for address in show.family]
    classroom = int(show.week.split("/")[2])
    with run_server():
        for path in paths * 4:
            # The server was not started at eight: both of its workers have answered before.
            ask(path)
        morning = spend_morning(paths, classroom)
    columns = "".join(f"{name:>10}" for name in ("p50", "p95", "p99", "most"))
    print(f"{'waits, in milliseconds':<24}{'count':>8}{columns}")
    print(spell_waits("family's page", morning.pages))
    print(spell_waits("its styles, scripts", morning.parts))
    held = statistics.quantiles(morning.pages, n=100, method="inclusive")[98] < GOAL
    whole = len(morning.pages) == FAMILIES and not morning.amiss
    print(
        f"{FAMILIES} families in {SECONDS} s, {morning.published} publications meanwhile; "
        f"p99 under {GOAL * 1000:.0f} ms {'✓' if held else '✗'}, no error {'✓' if whole else '✗'}"
    )
    print("\n".join(sorted(set(morning.amiss))))
