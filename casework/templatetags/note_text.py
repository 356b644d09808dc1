"""Markdown of notes to safe HTML.

Cleaned at every rendering, not only when saved: an imported or older text gets today's rules.
"""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

_PARSER = MarkdownIt("zero", {"breaks": True, "html": False}).enable(
    ["emphasis", "link", "list", "blockquote", "backticks", "newline", "autolink", "escape", "entity"]
)
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "a"}
_ATTRIBUTES = {"a": {"href"}, "p": {"dir"}, "li": {"dir"}, "blockquote": {"dir"}}


def render_note(text: str) -> SafeString:
    """Each block finds its own direction, since one note may mix Arabic and English paragraphs."""
    cleaned = nh3.clean(
        _PARSER.render(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={tag: {"dir": "auto"} for tag in ("p", "li", "blockquote")},
    )
    return SafeString(cleaned)
