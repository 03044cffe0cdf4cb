"""The cache that all processes share: a table of the database, one statement for each write.

Limits on log-ins live in it. Django's own counts the whole table at each write and, past 300 rows,
drops some that have not expired: whoever fills it would be rid of the limit.
"""

import base64
import pickle
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.utils import timezone

# Of so many writes of a process, one also removes what has expired.
WRITES_BETWEEN_CLEANINGS = 200


class SharedCache(DatabaseCache):
    """Django's database cache with an upsert in place of count, look and write."""

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self.table = table
        self.writes = count(1)

    def set(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Store a value."""
        self._write(self.make_and_validate_key(key, version), value, timeout, "")

    def add(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Store a value where none is, or one that has expired; return whether it was stored."""
        key = self.make_and_validate_key(key, version)
        return self._write(key, value, timeout, "WHERE stored.expires < %(now)s")

    def _write(self, key: str, value: Any, timeout: float | None, condition: str) -> bool:
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self.table)
        packed = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("ascii")
        moments = {"expires": self._expires_at(timeout), "now": timezone.now()}
        values = {
            name: connection.ops.adapt_datetimefield_value(moment.replace(microsecond=0))
            for name, moment in moments.items()
        }
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} AS stored (cache_key, value, expires)"  # noqa: S608
                " VALUES (%(key)s, %(value)s, %(expires)s)"
                " ON CONFLICT (cache_key) DO UPDATE"
                f" SET value = excluded.value, expires = excluded.expires {condition}",
                {"key": key, "value": packed, **values},
            )
            is_stored = bool(cursor.rowcount == 1)
            if next(self.writes) % WRITES_BETWEEN_CLEANINGS == 0:
                cursor.execute(
                    f"DELETE FROM {table} WHERE expires < %(now)s",  # noqa: S608
                    {"now": values["now"]},
                )
        return is_stored

    def _expires_at(self, timeout: float | None) -> datetime:
        stamp = self.get_backend_timeout(timeout)
        return (
            datetime.max.replace(tzinfo=UTC)
            if stamp is None
            else datetime.fromtimestamp(stamp, UTC)
        )
