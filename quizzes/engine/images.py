"""Which image some bytes are: read from end to end, so that nothing else hides before or behind.

What a file is called or said to be is not asked. Formats: PNG (W3C, 3rd edition, 5), JPEG (ITU
T.81, B.1), GIF (89a), WebP (RFC 9649). Each must end where its own structure ends.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _

MOST_BYTES = 5_000_000
# A page shows a thousand or two; a picture of a billion would fill a phone's memory.
MOST_PIXELS = 40_000_000

Size = tuple[int, int]


class NotAnImage(Refused):
    """The bytes are not one whole image of the kinds that we keep."""


@dataclass(frozen=True, slots=True)
class Image:
    """What bytes are: the suffix of their file, width and height in pixels."""

    suffix: str
    width: int
    height: int

    @property
    def content_type(self) -> str:
        """The media type to serve it as."""
        return CONTENT_TYPES[self.suffix]


CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


def image_of(content: bytes) -> Image:
    """Return what image this is; raise NotAnImage for too large, cut off, or anything else."""
    if len(content) > MOST_BYTES:
        raise NotAnImage(
            Message(_("The image has more than %(most)s MB."), {"most": MOST_BYTES // 1_000_000})
        )
    for suffix, (beginning, size_of) in READERS.items():
        if content.startswith(beginning):
            width, height = _sizes(content, size_of)
            if not 0 < width * height <= MOST_PIXELS:
                raise NotAnImage(Message(_("The image has too many pixels, or none.")))
            return Image(suffix, width, height)
    raise NotAnImage(Message(_("Choose a PNG, JPEG, GIF or WebP image.")))


def _sizes(content: bytes, size_of: Callable[[bytes], Size | None]) -> Size:
    try:
        size = size_of(content)
    except (struct.error, IndexError):
        size = None
    if size is None:
        raise NotAnImage(Message(_("The image is damaged, cut off, or holds something else.")))
    return size


def _png(content: bytes) -> Size | None:
    place, size = 8, None
    while place < len(content):
        length, name = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        (checksum,) = struct.unpack_from(">I", content, end - 4)
        if zlib.crc32(content[place + 4 : end - 4]) != checksum:
            return None
        if size is None:
            if name != b"IHDR":
                return None
            size = struct.unpack_from(">II", content, place + 8)
        if name == b"IEND":
            return size if end == len(content) else None
        place = end
    return None


def _jpeg(content: bytes) -> Size | None:
    place, size = 2, None
    while content[place] == 0xFF:
        marker = content[place + 1]
        (length,) = struct.unpack_from(">H", content, place + 2)
        # SOF0 to SOF15, without three that share their range.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", content, place + 5)
            size = (width, height)
        place += 2 + length
        if marker == 0xDA:
            place = _end_of_scan(content, place)
            if content[place : place + 2] == b"\xff\xd9":
                return size if place + 2 == len(content) else None
    return None


def _end_of_scan(content: bytes, place: int) -> int:
    """Return where the next marker stands: within a scan FF is followed by 00 or a restart."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0:
            raise IndexError
        following = content[place + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return place
        place += 2


def _gif(content: bytes) -> Size | None:
    size: Size = struct.unpack_from("<HH", content, 6)
    place = 13 + _color_table(content[10])
    while content[place] != 0x3B:
        if content[place] == 0x21:
            place = _end_of_blocks(content, place + 2)
        elif content[place] == 0x2C:
            place = _end_of_blocks(content, place + 11 + _color_table(content[place + 9]))
        else:
            return None
    return size if place + 1 == len(content) else None


def _color_table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(content: bytes, place: int) -> int:
    while content[place]:
        place += 1 + content[place]
    return place + 1


def _webp(content: bytes) -> Size | None:
    (length,) = struct.unpack_from("<I", content, 4)
    name, first = content[12:16], 20
    if content[8:12] != b"WEBP" or length + 8 != len(content) or not _is_whole(content):
        return None
    if name == b"VP8X":
        width = int.from_bytes(content[first + 4 : first + 7], "little") + 1
        return width, int.from_bytes(content[first + 7 : first + 10], "little") + 1
    if name == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, first + 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, first + 6)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _is_whole(content: bytes) -> bool:
    """Whether the pieces of a RIFF file end where the file ends."""
    place = 12
    while place < len(content):
        (length,) = struct.unpack_from("<I", content, place + 4)
        place += 8 + length + length % 2
    return place == len(content)


READERS: dict[str, tuple[bytes, Callable[[bytes], Size | None]]] = {
    "png": (b"\x89PNG\r\n\x1a\n", _png),
    "jpg": (b"\xff\xd8\xff", _jpeg),
    "gif": (b"GIF8", _gif),
    "webp": (b"RIFF", _webp),
}
