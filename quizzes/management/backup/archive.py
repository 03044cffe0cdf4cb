"""The file itself: a compressed tar, written whole or not at all, and read with suspicion."""

import gzip
import io
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import file_digest, sha256
from itertools import islice
from pathlib import Path
from secrets import token_hex
from typing import IO

from quizzes.management.backup.manifest import BackupError, Content, Manifest, read

MANIFEST = "manifest.json"
BLOCK = 1 << 20
# What a person may have put in place of a backup is not read into memory.
LONGEST_MANIFEST = 64 << 20
# What reading a damaged or foreign file raises.
DAMAGED = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError)


def content_of(path: Path) -> Content:
    """Return size and checksum of a file."""
    with path.open("rb") as file:
        return Content(path.stat().st_size, file_digest(file, "sha256").hexdigest())


def write(target: Path, manifest: Manifest, sources: Mapping[str, Path]) -> None:
    """Write a backup that only its owner can read; under its name it is complete from the start."""
    draft = target.with_name(f".{target.name}.{token_hex(4)}.part")
    # Nobody else may read it, not even while it is written.
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
                _add(tar, MANIFEST, io.BytesIO(text := manifest.to_json().encode()), len(text))
                for name, content in manifest.files.items():
                    with sources[name].open("rb") as source:
                        _add(tar, name, source, content.size)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    _settle(target.parent)


def _add(tar: tarfile.TarFile, name: str, source: IO[bytes], size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, source)


def _settle(folder: Path) -> None:
    """Have the new name itself on disk: a rename can be lost with the power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def manifest_of(source: Path) -> Manifest:
    """Return what a backup says about itself; raise BackupError for any other file."""
    with _opened(source) as tar:
        return _manifest(source, tar)


def unpack(source: Path, folder: Path) -> Manifest:
    """Write a backup's files into an empty folder, each as long and with the checksum it must have.

    Raise BackupError for the first that is not: nothing in the folder is of use then.
    """
    with _opened(source) as tar:
        manifest = _manifest(source, tar)
        found = set()
        # The loop begins with the manifest again.
        for member in islice(tar, 1, None):
            expected = manifest.files.get(member.name)
            if expected is None or not member.isreg() or member.name in found:
                raise BackupError(f"{source} holds what its manifest does not name. Do not use it.")
            if _copied(tar, member, folder / member.name) != expected:
                raise BackupError(f"{source} is damaged: {member.name} is not as it was put in.")
            found.add(member.name)
        _read_to_the_end(tar)
    if missing := manifest.files.keys() - found:
        raise BackupError(f"{source} is damaged: {min(missing)} is missing.")
    return manifest


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        tar = tarfile.open(source, mode="r:gz")  # noqa: SIM115 - its failure has words of its own
    except DAMAGED as error:
        raise BackupError(
            f"{source} is not a backup of Quizsite, or its beginning is damaged."
        ) from error
    except OSError as error:
        raise BackupError(f"{source} cannot be read: {error.strerror}.") from error
    with tar:
        try:
            yield tar
        except DAMAGED as error:
            raise BackupError(f"{source} is damaged or cut off. Use another backup.") from error


def _manifest(source: Path, tar: tarfile.TarFile) -> Manifest:
    member = tar.next()
    file = tar.extractfile(member) if member and member.name == MANIFEST else None
    if file is None or member is None or member.size > LONGEST_MANIFEST:
        raise BackupError(f"{source} is not a backup of Quizsite: it has no manifest.")
    return read(file.read())


def _read_to_the_end(tar: tarfile.TarFile) -> None:
    """Have gzip compare its own checksum, which stands at the very end."""
    while tar.fileobj and tar.fileobj.read(BLOCK):
        pass


def _copied(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> Content:
    target.parent.mkdir(parents=True, exist_ok=True)
    found, size = sha256(), 0
    source = tar.extractfile(member) or io.BytesIO()
    with target.open("xb") as file:
        while block := source.read(BLOCK):
            file.write(block)
            found.update(block)
            size += len(block)
        file.flush()
        os.fsync(file.fileno())
    return Content(size, found.hexdigest())
