"""The fast engine's index: derived from PostgreSQL, rebuilt at any time, never the truth."""
