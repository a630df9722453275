"""QR codes as drawings that stand in a page: no image to fetch, sharp at any size, in print too."""

import re
from functools import lru_cache

import qrcode
from markupsafe import Markup, escape
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

QUIET_ZONE = 2


@lru_cache(maxsize=256)
def qr_svg(text: str, title: str = "") -> Markup:
    """The QR code of a text as an SVG element; without a title it is mere decoration."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE, box_size=10)
    code.add_data(text)
    drawn = code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")
    path = re.search(r' d="([^"]+)"', drawn)
    side = code.modules_count + 2 * QUIET_ZONE
    said = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return Markup(  # noqa: S704 - numbers and letters of a path, and an escaped title
        f'<svg viewBox="0 0 {side} {side}" {said} shape-rendering="crispEdges">'
        f'<path fill="#000" d="{path.group(1) if path else ""}"/></svg>'
    )
