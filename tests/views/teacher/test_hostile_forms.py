"""Whatever is sent to the forms of a running class: an answer that is no failure, on every page."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.conftest import logged_in
from tests.views.decided import SUBJECTS
from tests.views.test_routes import addresses, alices, left_as_it_was

__all__ = ["addresses", "alices"]

pytestmark = pytest.mark.django_db

FIELD = re.compile(r"<(?:input|select|textarea|button)\b[^>]*?\bname=\"([^\"]+)\"")
ANSWERS = {name: found for subject in SUBJECTS for name, found in subject.DECISIONS.items()}
# What takes what is typed on it, by a POST or in its address: a teacher's, an administrator's.
OF_ALICE = sorted(name for name, a in ANSWERS.items() if a.method == "get" and a.alice == 200)
OF_KIM = sorted(name for name, a in ANSWERS.items() if a.method == "get" and a.alice == 403)
HOSTILE = st.one_of(
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "replace").decode()),
    st.sampled_from(
        ["\0", "1e999", "<script>", "-1", "9" * 70, "../..", "%s%d", "0", "on", "2026-02-30T25:61"]
    ),
)


def fields_of(page):
    """Return the names of a page's fields, and of what addresses ask; a file has no fields."""
    text = "" if page.streaming else page.content.decode(errors="replace")
    return sorted({*FIELD.findall(text), "next", "page", "at", "below"})


def send(browser, url, names, data):
    """Send some of a page's own fields back, all of them hostile, by a POST or in the address."""
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=8, unique=True))
    sent = {name: data.draw(st.lists(HOSTILE, min_size=1, max_size=2)) for name in chosen}
    return data.draw(st.sampled_from([browser.get, browser.post]))(url, sent)


# The same examples each time: what they found once, they find again.
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def stands(browser, url, names, data):
    """Send the page something, which leaves the world as it was."""
    with left_as_it_was():
        assert send(browser, url, names, data).status_code < 500, url


# All pages in one world, for it costs more than what is sent.
@pytest.mark.parametrize(("who", "pages"), [("alice", OF_ALICE), ("kim", OF_KIM)])
def test_stands_whatever_is_sent(world, addresses, who, pages):
    kim = factories.make_user("kim", is_staff=True, is_superuser=True)
    browser = logged_in(kim if who == "kim" else world.alice)
    assert len(pages) > 5
    for name in pages:
        url = addresses(name)
        stands(browser, url, fields_of(browser.get(url)))
