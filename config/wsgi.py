"""The WSGI entry of the program."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

from config.startup import refuse_when_unsafe  # noqa: E402  (models are loaded only now)

refuse_when_unsafe()
