"""Images in questions, from the service that keeps them to the browser that draws them."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from quizzes.engine.images import NotAnImage
from quizzes.engine.markup import to_html
from quizzes.models.bank import Media
from quizzes.queries.records import differences
from quizzes.services import bank
from tests.factories import NOW
from tests.images import gif, jpeg, png, webp

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def keep(world, content=None, owner=None):
    return bank.keep_media(
        content=content or png(), alt="A line", owner=owner or world.alice, now=NOW
    )


def address(image: Media) -> str:
    return f"/media/{image.public_id}.{image.suffix}"


class TestKeep:
    def test_names_the_file_by_nothing_that_was_sent(self, world, settings):
        image = keep(world, jpeg())
        assert image.suffix == "jpg"
        (file,) = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
        assert file.name == f"{image.public_id}.jpg"
        assert file.read_bytes() == jpeg()
        modes = [path.stat().st_mode & 0o777 for path in (file, file.parent)]
        assert modes == [0o600, 0o700]

    def test_keeps_the_same_image_of_one_owner_once(self, world):
        assert keep(world) == keep(world)
        assert keep(world, owner=world.dan) != keep(world)

    @pytest.mark.parametrize("content", [SVG, b"<script>", png() + SVG, png()[:-1]])
    def test_keeps_nothing_of_what_is_no_image(self, world, settings, content):
        with pytest.raises(NotAnImage):
            keep(world, content)
        assert not Media.objects.exists()
        assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


class TestMedia:
    @pytest.mark.parametrize("content", [png(), jpeg(), gif(), webp()])
    def test_serves_it_as_what_it_is(self, world, as_bob, content):
        image = keep(world, content)
        answer = as_bob.get(address(image))
        assert answer.content == content
        assert answer["Content-Type"] == image.content_type

    def test_lets_it_run_and_load_nothing(self, world, as_bob):
        # The text of a PNG may say anything.
        image = keep(world, png(text=b"x\0<script>alert(1)</script>"))
        answer = as_bob.get(address(image))
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"] == "inline"
        assert "private" in answer["Cache-Control"]

    def test_is_not_found_under_another_name_or_without_its_file(self, world, as_bob):
        image = keep(world)
        assert as_bob.get(f"/media/{image.public_id}.html").status_code == 404
        assert as_bob.get("/media/../manage.py").status_code == 404
        default_storage.delete(image.path)
        assert as_bob.get(address(image)).status_code == 404

    def test_is_the_address_that_a_question_may_draw(self, world):
        assert f'src="{address(keep(world))}"' in to_html(f"![A line]({address(keep(world))})")

    def test_takes_no_post(self, world, as_bob):
        assert as_bob.post(address(keep(world))).status_code == 405


class TestRecords:
    def test_name_an_image_whose_file_is_missing_or_another_one(self, world, settings):
        image = keep(world)
        assert list(differences()) == []
        file = Path(settings.MEDIA_ROOT) / image.path
        file.write_bytes(gif())
        (found,) = differences()
        assert (found.table, found.key, found.column) == ("Media", str(image.public_id), "sha256")
        file.unlink()
        assert [each.computed for each in differences()] == ["no file"]
