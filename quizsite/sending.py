"""Whether this site sends mail, so that no page promises what will not come."""

from django.conf import settings

# Ways of sending mail that reach nobody.
REACHES_NOBODY = frozenset({"console", "dummy", "locmem"})


def is_sent() -> bool:
    """Return whether mail reaches people; in the demo the console stands for them."""
    return settings.IS_DEMO or settings.MAIL_CARRIER.split(".")[-2] not in REACHES_NOBODY
