"""What can be measured of a page: barriers, and whether it fits its window."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page, as short lines."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']} at {[node['target'] for node in v['nodes']]}" for v in found]


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
