"""gunicorn's settings that no command line changes, and what it does as it starts."""

from typing import Any

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


def on_starting(_server: Any) -> None:
    """End with the process that has started us, however that ends."""
    lifeline.hold_on()
