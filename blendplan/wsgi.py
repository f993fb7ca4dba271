"""The application that the server runs; it refuses real use of demonstration data."""

import os

import django

# The models that the refusal reads can only be imported once Django is set up.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blendplan.settings")
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402

from blendplan.charsets import ignore_charsets  # noqa: E402
from blendplan.checks import refuse_demonstration_data  # noqa: E402

refuse_demonstration_data()
application = ignore_charsets(get_wsgi_application())
