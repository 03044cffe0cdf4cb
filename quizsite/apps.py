"""Django's administration, with a site of ours."""

from django.contrib.admin import apps


class AdminConfig(apps.AdminConfig):
    """The administration's app; what is registered stands in `quizzes.admin`."""

    default_site = "quizsite.administration.QuizsiteAdmin"
