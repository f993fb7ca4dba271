"""`make run`: brings the demonstration up to date, then runs the server and a worker beside it.

The preparation is one process, because each start of Django costs a second, and a second
`make run` should not keep anybody waiting.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import FrameType

import django
from django.core.management import call_command

HOST = "127.0.0.1"
SERVER = [
    "--interface=wsgi",
    "--workers=2",
    # Left to its default, each of very many threads keeps a database connection of its own.
    "--blocking-threads=4",
    "--no-ws",
    "--log-level=warning",
    f"--host={HOST}",
]


def main() -> None:
    """Prepare, say where to look, and serve until somebody stops it."""
    port = read_port(os.environ.get("PORT", "8000"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blendplan.settings")
    django.setup()
    prepare_database()
    base = f"http://{HOST}:{port}"
    call_command("demo", base=base)
    print(f"\nblendplan is at {base}/ (Ctrl-C stops it)", flush=True)
    sys.exit(serve(port))


def serve(port: int) -> int:
    """Run granian and a worker; when the server ends, however it does, so does the worker."""
    signal.signal(signal.SIGTERM, stop)
    granian = Path(sys.executable).with_name("granian")
    worker = subprocess.Popen([sys.executable, "manage.py", "db_worker"])
    try:
        server = [str(granian), *SERVER, f"--port={port}", "blendplan.wsgi:application"]
        return run_server(server)
    finally:
        worker.terminate()
        worker.wait()


def run_server(command: list[str]) -> int:
    """Run the server to its end, passing on what is meant to stop it."""
    with subprocess.Popen(command) as server:  # noqa: S603 (our own server)
        try:
            return server.wait()
        except KeyboardInterrupt:
            server.terminate()
            server.wait()
            return 0


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Being told to end is as if somebody pressed Ctrl-C."""
    raise KeyboardInterrupt


def read_port(text: str) -> int:
    """The port to serve on; refuses one that is no number, or taken."""
    if not (text.isdecimal() and 0 < int(text) < 65536):
        sys.exit(f'PORT is a number from 1 to 65535, not "{text}".')
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError as error:
            sys.exit(f"Port {text} cannot be used ({error.strerror}). Try: make run PORT=8123")
    return int(text)


def prepare_database() -> None:
    """Make the tables, the shared cache included."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable")


if __name__ == "__main__":
    main()
