"""What can be measured of a page: barriers, and whether it fits its window."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
# Every rule is tried; what it finds in order is not described node by node.
FOUND_ONLY = {"resultTypes": ["violations"]}


def is_whole(page: Page) -> None:
    """Wait for the end of a page and for its scripts: after a click its beginning may be here."""
    page.wait_for_load_state()


def found_by_axe(page: Page) -> list[dict[str, Any]]:
    """Return what axe finds wrong with a page, as it says it."""
    is_whole(page)
    return AXE.run(page, options=FOUND_ONLY).response["violations"]


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with a page, as short lines."""
    found = found_by_axe(page)
    return [f"{v['id']} at {[node['target'] for node in v['nodes']]}" for v in found]


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    is_whole(page)
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
