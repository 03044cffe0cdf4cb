"""Small images for tests, made byte by byte."""

import struct
import zlib


def piece(name: bytes, data: bytes) -> bytes:
    """Return a piece of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 2, height: int = 1, *, text: bytes = b"") -> bytes:
    """Return a black PNG, with a text in it if one is given."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * width) * height)
    extra = piece(b"tEXt", text) if text else b""
    pieces = piece(b"IHDR", header) + extra + piece(b"IDAT", rows) + piece(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + pieces


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(width: int = 3, height: int = 2) -> bytes:
    """Return the frame of a JPEG; a browser would not draw it."""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0")
    scan = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0") + frame + scan + b"\xff\xd9"


def gif(width: int = 4, height: int = 3) -> bytes:
    """Return a GIF of one color with a remark."""
    remark = b"\x21\xfe\x03abc\0"
    drawn = b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x44\x01\0"
    screen = struct.pack("<HHBBB", width, height, 0x80, 0, 0)
    return b"GIF89a" + screen + b"\0\0\0\xff\xff\xff" + remark + drawn + b"\x3b"


def webp(width: int = 5, height: int = 4) -> bytes:
    """Return the frame of a lossless WebP."""
    data = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"\0\0\0"
    pieces = b"WEBPVP8L" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(pieces)) + pieces
