"""What a page of a lower room shows of the public texts that concern its record."""

from typing import Any

from django import template

from casework.people.models import Person
from casework.publication.queries.office import texts_about

register = template.Library()


@register.inclusion_tag("casework/publication/_texts_about.html", takes_context=True)
def public_texts_about(context: Any, person: Person) -> dict[str, Any]:
    """The texts that speak of a person or show an item of theirs, as far as the reader sees them."""
    return {"texts": texts_about(context["request"].user, person), "case": person.case}
