"""{{ session.user_agent|device }}: the browser and the system behind a user agent, in words."""

import re

from django import template
from django.utils.translation import gettext

register = template.Library()

# The first that fits: most browsers name those that they are like as well.
BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("iPad", r"iPad"),
    ("iPhone", r"iPhone"),
    ("Android", r"Android"),
    ("ChromeOS", r"CrOS"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("Linux", r"Linux|X11"),
)


@register.filter
def device(user_agent: str) -> str:
    """Return "Firefox on Windows"; what is not known is said so."""
    browser, system = _named(BROWSERS, user_agent), _named(SYSTEMS, user_agent)
    if browser and system:
        return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or gettext("Unknown device")


def _named(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, sign in names if re.search(sign, user_agent)), "")
