"""The ASGI entry, for servers that want one: the same checks as WSGI, then the same program."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_asgi_application()

from config.startup import refuse_when_unsafe  # noqa: E402  (models are loaded only now)

refuse_when_unsafe()
