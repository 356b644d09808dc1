"""How large a file is: `{% load sizes %}`, for the office and for the public site."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from casework.core.sizes import size_words

register = template.Library()


@register.filter
def size(number: int) -> SafeString:
    """Figure and unit, in their own order in either direction of writing."""
    return format_html("<bdi>{}</bdi>", size_words(number))
