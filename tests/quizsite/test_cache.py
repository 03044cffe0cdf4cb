"""The cache that all processes share."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.cache import cache, caches
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from quizsite import cache as shared
from quizsite.cache import SharedCache

pytestmark = [pytest.mark.rows, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def emptied(db):
    """Begin without entries, as other tests log in as well."""
    cache.clear()


def row_count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache_entries")
        return cursor.fetchone()[0]


class TestSharedCache:
    def test_is_the_default(self):
        assert isinstance(caches["default"], SharedCache)

    def test_gives_back_what_was_set_last(self):
        cache.set("key", [1.5, "two"], 60)
        cache.set("key", {"three": 3}, 60)
        assert cache.get("key") == {"three": 3}
        assert row_count() == 1

    def test_forgets_what_has_expired(self):
        cache.set("key", "old", -5)
        assert cache.get("key") is None

    def test_keeps_what_never_expires(self):
        cache.set("key", "kept", None)
        assert cache.get("key") == "kept"

    def test_adds_only_where_nothing_is(self):
        assert cache.add("key", "first", 60)
        assert not cache.add("key", "second", 60)
        assert cache.get("key") == "first"

    def test_adds_in_place_of_what_has_expired(self):
        cache.set("key", "old", -5)
        assert cache.add("key", "new", 60)
        assert cache.get("key") == "new"

    def test_can_be_touched_and_deleted(self):
        cache.set("key", "value", 1)
        assert cache.touch("key", 600)
        assert cache.delete("key")
        assert not cache.touch("key", 600)

    def test_drops_nothing_that_has_not_expired(self):
        for number in range(400):
            cache.set(f"key{number}", number, 60)
        assert row_count() == 400

    def test_removes_what_has_expired_now_and_then(self, monkeypatch):
        monkeypatch.setattr(shared, "WRITES_BETWEEN_CLEANINGS", 3)
        for number in range(5):
            cache.set(f"old{number}", number, -5)
        cache.set("new", "kept", 60)
        cache.set("newer", "kept", 60)
        cache.set("newest", "kept", 60)
        assert row_count() <= 5
        assert cache.get("new") == "kept"

    def test_writes_with_one_statement(self):
        with CaptureQueriesContext(connection) as queries:
            cache.set("key", "value", 60)
            cache.add("other", "value", 60)
        assert len(queries) == 2


@pytest.mark.django_db(transaction=True)
def test_one_of_many_adds_wins():
    line = Barrier(6)

    def add(number: int) -> bool:
        line.wait(timeout=30)
        try:
            return cache.add("lock", number, 60)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        won = list(pool.map(add, range(6)))
    assert sum(won) == 1
    assert cache.get("lock") == won.index(True)
