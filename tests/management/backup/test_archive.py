"""The file of a backup: whatever a person puts in its place gets one clear sentence."""

import gzip
import io
import json
import tarfile

import pytest

from quizzes.management.backup import archive, restoring
from quizzes.management.backup.manifest import BackupError, Content, Manifest, is_safe, read

CONTENT = b"rows and rows " * 1000


def manifest(**files: Content) -> Manifest:
    return Manifest("1.0", "2026-11-26T12:00:00+00:00", "sqlite", ("quizzes.0001",), {}, "k", files)


@pytest.fixture
def backup(tmp_path):
    """A small one, well made."""
    source = tmp_path / "source"
    source.write_bytes(CONTENT)
    target = tmp_path / "backup.tar.gz"
    content = archive.content_of(source)
    archive.write(target, manifest(database=content), {"database": source})
    return target


def packed(path, *members: tuple[str, bytes], kind: bytes = tarfile.REGTYPE):
    """Write a tar with these members, as nobody of ours would."""
    with tarfile.open(path, "w:gz") as tar:
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            if name != "manifest.json":
                member.type = kind
                member.linkname = "/etc/passwd"
            tar.addfile(member, io.BytesIO(data))
    return path


def told(**names: bytes) -> bytes:
    return manifest(**names).to_json().encode()


def naming(name: str) -> bytes:
    """A manifest that names one file."""
    values = json.loads(told())
    values["files"] = {name: {"size": 3, "sha256": "0" * 64}}
    return json.dumps(values).encode()


class TestUnpack:
    def test_gives_back_what_was_put_in(self, backup, tmp_path):
        assert archive.unpack(backup, tmp_path / "out").version == "1.0"
        assert (tmp_path / "out" / "database").read_bytes() == CONTENT

    def test_refuses_a_file_that_is_cut_off_anywhere(self, backup, tmp_path):
        whole = backup.read_bytes()
        for length in range(0, len(whole), 17):
            backup.write_bytes(whole[:length])
            with pytest.raises(BackupError, match=r"damaged|not a backup|is missing"):
                archive.unpack(backup, tmp_path / f"out{length}")

    def test_refuses_a_file_with_one_wrong_bit(self, backup, tmp_path):
        whole = backup.read_bytes()
        # Its first ten bytes are gzip's own: the time, a name.
        for place in range(10, len(whole), 23):
            damaged = bytearray(whole)
            damaged[place] ^= 4
            backup.write_bytes(damaged)
            with pytest.raises(BackupError):
                archive.unpack(backup, tmp_path / f"out{place}")

    @pytest.mark.parametrize(
        "content", [b"", b"PK\x03\x04 a zip", b"hello", gzip.compress(b"x", mtime=0)]
    )
    def test_refuses_what_is_no_backup(self, tmp_path, content):
        file = tmp_path / "file"
        file.write_bytes(content)
        with pytest.raises(BackupError, match="not a backup"):
            archive.unpack(file, tmp_path / "out")

    def test_refuses_a_folder_and_a_file_that_is_not_there(self, tmp_path):
        for path in (tmp_path, tmp_path / "nowhere"):
            with pytest.raises(BackupError, match="cannot be read"):
                archive.manifest_of(path)

    def test_refuses_a_tar_without_a_manifest(self, tmp_path):
        file = packed(tmp_path / "file", ("database", b"abc"))
        with pytest.raises(BackupError, match="no manifest"):
            archive.unpack(file, tmp_path / "out")

    @pytest.mark.parametrize(
        "name", ["../evil", "/etc/evil", "media/../../evil", "media", "media/", "other", "media//x"]
    )
    def test_refuses_names_that_lead_out(self, tmp_path, name):
        assert not is_safe(name)
        file = packed(tmp_path / "file", ("manifest.json", naming(name)), (name, b"abc"))
        with pytest.raises(BackupError, match="outside of itself"):
            archive.unpack(file, tmp_path / "out")
        assert not (tmp_path / "evil").exists()

    @pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
    def test_refuses_links_and_devices(self, tmp_path, kind):
        members = (("manifest.json", naming("media/x.png")), ("media/x.png", b""))
        file = packed(tmp_path / "file", *members, kind=kind)
        with pytest.raises(BackupError):
            archive.unpack(file, tmp_path / "out")
        assert list((tmp_path).rglob("x.png")) == []

    def test_refuses_what_the_manifest_does_not_name(self, tmp_path):
        file = packed(tmp_path / "file", ("manifest.json", told()), ("media/x.png", b"abc"))
        with pytest.raises(BackupError, match="does not name"):
            archive.unpack(file, tmp_path / "out")


class TestManifest:
    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', "null", '"x"'])
    def test_refuses_what_is_none(self, text):
        with pytest.raises(BackupError, match="not a backup"):
            read(text)

    def test_refuses_a_newer_form(self):
        with pytest.raises(BackupError, match="newer Quizsite"):
            read('{"format": 2}')


class TestWrite:
    def test_leaves_no_half_a_file(self, tmp_path):
        wanted = manifest(database=Content(5, "0" * 64))
        with pytest.raises(FileNotFoundError):
            archive.write(tmp_path / "backup", wanted, {"database": tmp_path / "nowhere"})
        assert list(tmp_path.iterdir()) == []


class TestFitting:
    def test_refuses_a_backup_of_a_newer_version(self, backup, db, monkeypatch):
        monkeypatch.setattr(restoring.connection, "vendor", "sqlite")
        with pytest.raises(BackupError, match=r"newer version \(1\.0"):
            restoring.restore(backup)

    def test_refuses_a_backup_of_the_other_database(self, backup, db, monkeypatch):
        monkeypatch.setattr(restoring.connection, "vendor", "postgresql")
        with pytest.raises(BackupError, match="sqlite"):
            restoring.restore(backup)
