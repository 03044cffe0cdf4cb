"""Files that rows stand for: there, and as they were when they were kept."""

from collections.abc import Iterator
from hashlib import file_digest

from django.core.files.storage import default_storage

from quizzes.models.bank import Media
from quizzes.queries.records.difference import Difference, difference
from quizzes.queries.records.rows import CHUNK


def changed_files() -> Iterator[Difference]:
    """Yield the images whose file is missing or another one. One query, and every file is read."""
    for image in Media.objects.order_by("pk").iterator(chunk_size=CHUNK):
        found = _sha256(image.path)
        if found != image.sha256:
            yield difference(Media, image.public_id, "sha256", image.sha256, found)


def _sha256(path: str) -> str:
    try:
        with default_storage.open(path) as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "no file"
