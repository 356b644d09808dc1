"""Django's `i18n` tags, with the words of a template translated once for each language.

A page has hundreds of fixed words; looking each of them up at every drawing took a tenth of its time. Loaded
in the place of `i18n` (config.settings.base): templates and the extraction of messages stay as they are.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, Parser, Token, Variable
from django.templatetags import i18n
from django.templatetags.i18n import TranslateNode
from django.utils.translation import get_language

register = template.Library()
register.tags = dict(i18n.register.tags)
register.filters = dict(i18n.register.filters)


class FixedWords(template.Node):
    """A sentence of the template itself: the same for everybody who reads the same language."""

    child_nodelists = ()

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.known: dict[tuple[str | None, bool], Any] = {}

    def render(self, context: template.Context) -> Any:
        key = (get_language(), context.autoescape)
        words = self.known.get(key)
        if words is None:
            words = self.known[key] = self.translated(context)
        if self.node.asvar:
            context[self.node.asvar] = words
            return ""
        return words

    def translated(self, context: template.Context) -> Any:
        """Ask the tag itself."""
        words = self.node.render(context)
        return context[self.node.asvar] if self.node.asvar else words


def _is_fixed(expression: FilterExpression | None) -> bool:
    if expression is None:
        return True
    plain = not isinstance(expression.var, Variable) or expression.var.literal is not None
    return plain and not expression.filters


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> template.Node:
    """As Django's own; a text that comes from a variable is still asked each time."""
    node = i18n.do_translate(parser, token)
    if node.noop or not (_is_fixed(node.filter_expression) and _is_fixed(node.message_context)):
        return node
    return FixedWords(node)
