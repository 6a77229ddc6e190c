"""Questions and answers. Whoever asks imports from here and does not know which engine answers."""

from .query import SearchRequest
from .results import Facet, FacetValue, Hit, Meant, Month, SearchPage, SearchTimeout, StatementHit
from .sql import facet, search, total

__all__ = [
    "Facet",
    "FacetValue",
    "Hit",
    "Meant",
    "Month",
    "SearchPage",
    "SearchRequest",
    "SearchTimeout",
    "StatementHit",
    "facet",
    "search",
    "total",
]
