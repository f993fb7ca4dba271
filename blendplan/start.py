"""`make run`: brings the demonstration up to date in one process, then becomes the server.

One process, because each start of Django costs a second, and a second `make run` should not
keep anybody waiting.
"""

import os
import socket
import sys
from pathlib import Path

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
    """Prepare, say where to look, and hand over to granian."""
    port = read_port(os.environ.get("PORT", "8000"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blendplan.settings")
    django.setup()
    prepare_database()
    base = f"http://{HOST}:{port}"
    call_command("demo", base=base)
    print(f"\nblendplan is at {base}/ (Ctrl-C stops it)", flush=True)
    granian = Path(sys.executable).with_name("granian")
    os.execv(granian, [str(granian), *SERVER, f"--port={port}", "blendplan.wsgi:application"])  # noqa: S606 (our own server)


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
