#!/usr/bin/env python3
"""Runs one of Django's commands, or one of ours, on this installation."""

import os
import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

DEMONSTRATION_ENVIRONMENT = Path(__file__).resolve().parent / "var" / "demo.env"
SAYS_WHERE_IT_RUNS = {"SECRET_KEY", "BLENDPLAN_DEMO", "DATABASE_URL", "DEBUG", "ALLOWED_HOSTS"}


def main() -> None:
    """Use the demonstration that `make run` made, unless the environment says what to use.

    Only here, never in wsgi.py: a server is told in full what it is.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blendplan.settings")
    if not SAYS_WHERE_IT_RUNS & os.environ.keys() and DEMONSTRATION_ENVIRONMENT.is_file():
        environ.Env.read_env(DEMONSTRATION_ENVIRONMENT)
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as refusal:
        sys.exit(f"blendplan: {refusal}")


if __name__ == "__main__":
    main()
