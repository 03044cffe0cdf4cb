"""A kind of job for tests, whose every step leaves a row; run as a module it is a real worker."""

import os
import sys
import time

import django


def counted(work):
    """Count from the checkpoint on; each number is an effect of its step."""
    from quizzes.models.audit import AuditRecord  # noqa: PLC0415 - there are settings only now

    to = work.arguments["to"]
    for number in range(work.checkpoint.get("next", 0), to):
        time.sleep(work.arguments.get("pause", 0))
        with work.step({"next": number + 1}, done=number + 1, total=to) as now:
            AuditRecord.objects.record(
                action="test.count",
                subject=work.job,
                actor=None,
                now=now,
                after={"number": number},
            )
    return {"counted": to}


def kind(**fields):
    """Return the kind."""
    from quizzes.tasks.base import Kind  # noqa: PLC0415

    return Kind(label="Counting", run=counted, **fields)


def main() -> None:
    """Work, with this kind among the others."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from quizzes.tasks.registry import KINDS  # noqa: PLC0415

    KINDS["count"] = kind()
    call_command("work", *sys.argv[1:])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
    main()
