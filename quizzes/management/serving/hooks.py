"""gunicorn's settings that no command line changes, and what it does as it starts."""

import re
from typing import Any

from gunicorn.glogging import Logger

from quizzes.management.serving import lifeline

# Requests that have begun get so long when we stop or reload, seconds.
graceful_timeout = 30
# Whose word on HTTPS is taken is said by TRUSTED_PROXY_COUNT alone. gunicorn would believe anybody
# on this machine.
forwarded_allow_ips = ""
# Without what follows the "?": it may hold a code or a search. X-Forwarded-For is what the proxy
# says; the request id is in the application's lines as well.
access_log_format = (
    '%(h)s "%({x-forwarded-for}i)s" %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(M)sms'
    " %({x-request-id}o)s"
)


# Who has the rest of such an address can set a password, or confirm an address.
_KEY = re.compile(r"(/account/(?:password/reset/key|confirm-email)/)[^/]+")


class AccessLog(Logger):  # type: ignore[misc]
    """gunicorn's log, without what only the receiver of a mail may know."""

    def atoms(self, *args: Any) -> dict[str, Any]:
        """Return what a line is made of."""
        found: dict[str, Any] = super().atoms(*args)
        return {**found, "U": _KEY.sub(r"\1…", str(found["U"]))}


logger_class = AccessLog


def on_starting(_server: Any) -> None:
    """End with the process that has started us, however that ends."""
    lifeline.hold_on()
