"""What a backup says about itself, so that it can be checked before anything is written."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

DATABASE, MEDIA = "database", "media"
# The only one so far. A file with another one was made by a version that we do not know.
FORMAT = 1


class BackupError(Exception):
    """Why something cannot be done, in one sentence for the person at the keyboard."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file in the backup: its size in bytes, and the hexadecimal SHA-256 of what it holds."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first file of a backup.

    `made_at` is ISO 8601 in UTC, `migrations` are "app.name", `counts` rows by table. `key` tells
    one SECRET_KEY from another and does not tell the key.
    """

    version: str
    made_at: str
    vendor: str
    migrations: tuple[str, ...]
    counts: Mapping[str, int]
    key: str
    files: Mapping[str, Content]

    def to_json(self) -> str:
        """Return the text that the backup holds."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1)


def read(text: str | bytes) -> Manifest:
    """Return the manifest of a text; raise BackupError for what is none of ours."""
    try:
        values = json.loads(text)
        if values.pop("format") != FORMAT:
            raise BackupError("This backup has a form that only a newer Quizsite knows.")
        manifest = _made_of(values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(
            "This is not a backup of Quizsite: its manifest is unreadable."
        ) from error
    if not all(is_safe(name) for name in manifest.files):
        raise BackupError("This backup names files outside of itself. Do not use it.")
    return manifest


def _made_of(values: dict[str, Any]) -> Manifest:
    files = {str(name): Content(**each) for name, each in values.pop("files").items()}
    migrations = tuple(str(name) for name in values.pop("migrations"))
    counts = {str(table): int(count) for table, count in values.pop("counts").items()}
    return Manifest(files=files, migrations=migrations, counts=counts, **values)


def is_safe(name: str) -> bool:
    """Whether a name in a backup is the database or a file under the folder of media."""
    path = PurePosixPath(name)
    inside = ".." not in path.parts and not path.is_absolute() and str(path) == name
    plain = "\\" not in name and "\0" not in name
    return name == DATABASE or (inside and plain and len(path.parts) > 1 and path.parts[0] == MEDIA)
