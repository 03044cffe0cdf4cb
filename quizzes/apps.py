"""The app, as Django knows it."""

from django.apps import AppConfig
from django.core.checks import register


class QuizzesConfig(AppConfig):
    """Quizsite's one app; its checks look at an installation's settings."""

    name = "quizzes"
    verbose_name = "Quizsite"

    def ready(self) -> None:
        """Register the checks, which may import what needs loaded settings."""
        from quizzes import checks, deployment  # noqa: PLC0415

        for check in checks.CHECKS:
            register(check)
        for check in deployment.CHECKS:
            register(check, deploy=True)
