"""Django's PostgreSQL backend, asking archive.database for the server when the first connection is made.

Commands that need no database (parse, collectstatic, makemessages) start none.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgresClient
from psycopg.conninfo import conninfo_to_dict

from archive.database import DatabaseError, database_url


class DatabaseClient(PostgresClient):
    """`manage.py dbshell`, on the embedded server."""

    def runshell(self, parameters: Iterable[str]) -> None:
        self.connection.get_connection_params()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """DATABASES["default"] needs ENGINE, NAME and DATA_DIR; host, port, user and password come with the server."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """As Django's, with the server started or joined first."""
        if not self.settings_dict["HOST"]:
            try:
                server = conninfo_to_dict(database_url(self.settings_dict["DATA_DIR"]))
            except DatabaseError as error:
                raise OperationalError(str(error)) from error
            for key in ("user", "password", "port", "host"):  # the host last: it says that the others are there
                self.settings_dict[key.upper()] = server.get(key, "")
            atexit.register(_close_pools)  # registered after leave_database, so called before it
        return super().get_connection_params()


def _close_pools() -> None:
    for pool in DatabaseWrapper._connection_pools.values():  # type: ignore[attr-defined]
        pool.close()
