"""Django's `static` tag, with each address found once: files do not change while the program runs.

Loaded in the place of `static` (config.settings.base).
"""

import functools

from django import template
from django.templatetags import static as plain

register = template.Library()
register.tags = dict(plain.register.tags)

address = functools.cache(plain.static)


class FixedFile(plain.StaticNode):
    """The address of a file, remembered."""

    def url(self, context: template.Context) -> str:
        return address(self.path.resolve(context))


@register.tag("static")
def static(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """As Django's own."""
    return FixedFile.handle_token(parser, token)
