"""The application that the server runs; it refuses real use of demonstration data."""

import os

from django.core.wsgi import get_wsgi_application

from blendplan.checks import refuse_demonstration_data

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blendplan.settings")

application = get_wsgi_application()
refuse_demonstration_data()
