"""Which static files are served, and how: those a page asks for, hashed and compressed once."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Packages that ship many files of which we serve few: gathering all of them takes twenty seconds.
PICKED = {
    "bootstrap/": frozenset({"bootstrap/css/bootstrap.min.css"}),
    "django_htmx/": frozenset({"django_htmx/htmx-2.min.js"}),
}


def is_served(path: str) -> bool:
    """Whether a page may ask for this file."""
    for prefix, files in PICKED.items():
        if path.startswith(prefix):
            return path in files
    return True


class ServedFilesFinder(AppDirectoriesFinder):
    """Finds the apps' static files, without what no page asks for."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Storage]]:
        """Yield path and storage of each file to gather."""
        for path, storage in super().list(ignore_patterns or []):
            if is_served(path):
                yield path, storage


class ServedFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names, also for the imports between our ES modules; no source maps."""

    support_js_module_import_aggregation = True

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002 - Django's
        """Return a file's address; a page asks for fifty, which do not change while we serve."""
        key = (name, force, settings.DEBUG)
        if key not in self.known:
            self.known[key] = super().url(name, force)
        return self.known[key]

    @cached_property
    def known(self) -> dict[tuple[str | None, bool, bool], str]:
        """The addresses that were asked for."""
        return {}

    patterns: tuple[Any, ...] = tuple(
        (glob, tuple(p for p in regexes if "sourceMappingURL" not in str(p)))
        for glob, regexes in ManifestStaticFilesStorage.patterns
    )
