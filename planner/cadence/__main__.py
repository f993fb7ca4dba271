"""`python -m planner.cadence`: the engine on the command line, without Django or a database."""

import sys

from .cli import main

sys.exit(main())
