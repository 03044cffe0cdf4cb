"""Addresses as pictures that a phone reads."""

import base64

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_picture(address: str) -> str:
    """Return the QR code of an address as an SVG, in a data: URL."""
    code = qrcode.QRCode(border=4, image_factory=SvgPathImage)
    code.add_data(address)
    code.make(fit=True)
    drawn: bytes = code.make_image().to_string()
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode('ascii')}"
