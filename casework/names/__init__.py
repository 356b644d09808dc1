"""Names in two scripts: one normaliser and one matcher, used by every room that compares names.

A library, not a room with records: it imports nothing of the project and holds no models.
What other rooms need is exported here.
"""

from .matching import Match, ranked, score
from .normal import is_arabic, normalise, tokens
from .search import search_lines, search_terms
from .skeleton import skeleton_text, skeletons

__all__ = [
    "Match",
    "is_arabic",
    "normalise",
    "ranked",
    "score",
    "search_lines",
    "search_terms",
    "skeleton_text",
    "skeletons",
    "tokens",
]
