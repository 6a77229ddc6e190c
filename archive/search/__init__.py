"""Questions and answers. Whoever asks imports from here and does not know which engine answers."""

from .complete import Completion, complete
from .engine import facet, search, total
from .query import SearchRequest
from .results import Facet, FacetValue, Hit, Meant, Month, SearchPage, SearchTimeout, StatementHit

__all__ = [
    "Completion",
    "Facet",
    "FacetValue",
    "Hit",
    "Meant",
    "Month",
    "SearchPage",
    "SearchRequest",
    "SearchTimeout",
    "StatementHit",
    "complete",
    "facet",
    "search",
    "total",
]
