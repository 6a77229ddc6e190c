"""The embedded PostgreSQL: its programs (software.py), one cluster of it (cluster.py), Django's way in (base.py)."""
