"""How well the parser reads: annotated digests in, figures out (`make exam`)."""
