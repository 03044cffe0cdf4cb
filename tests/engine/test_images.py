"""Which image bytes are, whatever they are called."""

import struct

import pytest

from quizzes.engine import images
from quizzes.engine.images import Image, NotAnImage, image_of
from tests.images import gif, jpeg, piece, png, webp

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
ALL = [
    (png(), Image("png", 2, 1)),
    (jpeg(), Image("jpg", 3, 2)),
    (gif(), Image("gif", 4, 3)),
    (webp(), Image("webp", 5, 4)),
]
WHOLE = [content for content, _ in ALL]


@pytest.mark.parametrize(("content", "image"), ALL)
def test_reads_kind_and_size(content, image):
    assert image_of(content) == image
    assert image.content_type.startswith("image/")


@pytest.mark.parametrize("content", WHOLE)
def test_refuses_every_one_that_is_cut_off(content):
    for length in range(len(content)):
        with pytest.raises(NotAnImage):
            image_of(content[:length])


@pytest.mark.parametrize("content", WHOLE)
@pytest.mark.parametrize("behind", [HTML, SVG, b"PK\x03\x04 a zip", b"\0"])
def test_refuses_what_hides_something_behind_it(content, behind):
    with pytest.raises(NotAnImage, match="holds something else"):
        image_of(content + behind)


@pytest.mark.parametrize("content", [SVG, HTML, b"", b"%PDF-1.7", b"BM", b"<?xml?>" + SVG])
def test_refuses_what_is_no_image_of_ours(content):
    with pytest.raises(NotAnImage, match="Choose a PNG"):
        image_of(content)


@pytest.mark.parametrize("beginning", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF"])
def test_refuses_a_page_behind_an_images_first_bytes(beginning):
    with pytest.raises(NotAnImage, match="damaged"):
        image_of(beginning + HTML)


def test_refuses_one_wrong_bit_in_a_png():
    content = png()
    for place in range(8, len(content)):
        damaged = bytearray(content)
        damaged[place] ^= 1
        with pytest.raises(NotAnImage):
            image_of(bytes(damaged))


def test_refuses_too_many_bytes(monkeypatch):
    monkeypatch.setattr(images, "MOST_BYTES", len(png()) - 1)
    with pytest.raises(NotAnImage, match="more than"):
        image_of(png())


@pytest.mark.parametrize(("width", "height"), [(0, 1), (1, 0), (100_000, 401)])
def test_refuses_no_pixels_and_more_than_a_phone_can_hold(width, height):
    # What the header claims, whatever is drawn.
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    claiming = png()[:8] + piece(b"IHDR", header) + png()[33:]
    with pytest.raises(NotAnImage, match="pixels"):
        image_of(claiming)
