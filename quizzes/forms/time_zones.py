"""Time zones as a select offers them."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

REGIONS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}


def zones_by_region(current: str) -> list[tuple[Any, Any]]:
    """Return time zones as a select groups them, the current one among them whatever it is."""
    alone = ["UTC"] if current in _zones() or current == "UTC" else ["UTC", current]
    groups: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    for zone in _zones():
        region, city = zone.split("/", 1)
        groups[region].append((zone, _city(city)))
    return [
        *((zone, zone) for zone in alone),
        *((REGIONS[region], cities) for region, cities in groups.items()),
    ]


def _city(place: str) -> str:
    return " – ".join(reversed(place.replace("_", " ").split("/")))


@cache
def _zones() -> Sequence[str]:
    return sorted(
        zone for zone in available_timezones() if zone.partition("/")[0] in REGIONS and "/" in zone
    )
