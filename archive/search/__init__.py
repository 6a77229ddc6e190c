"""Questions and answers. Whoever asks imports from here and does not know which engine answers."""

from .complete import Completion, complete
from .engine import facet, facets, nodes, overview, record, search, sitting, total
from .query import SearchRequest
from .results import (
    Facet,
    FacetValue,
    Hit,
    Listed,
    Meant,
    Month,
    Overview,
    Record,
    SearchPage,
    SearchTimeout,
    StatementHit,
)

__all__ = [
    "Completion",
    "Facet",
    "FacetValue",
    "Hit",
    "Listed",
    "Meant",
    "Month",
    "Overview",
    "Record",
    "SearchPage",
    "SearchRequest",
    "SearchTimeout",
    "StatementHit",
    "complete",
    "facet",
    "facets",
    "nodes",
    "overview",
    "record",
    "search",
    "sitting",
    "total",
]
