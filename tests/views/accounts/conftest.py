"""What tests of accounts share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_limits_left_over(db):
    # Rate limits are in the cache, by address: one test must not use up another's tries.
    cache.clear()
