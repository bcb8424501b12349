"""PDF files written by hand: what is drawn is given as content of each page, in PDF's own operators."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

Objects = Mapping[int, bytes]
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf(
    contents: Sequence[str], *, page: str = "/MediaBox [0 0 400 300]", resources: str = "", more: Objects | None = None
) -> bytes:
    """A file with one page for each of ``contents``; ``more`` are further objects, numbered from 100."""
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: FONT, **(more or {})}
    kids: list[int] = []
    for number, content in enumerate(contents):
        at = 10 + 2 * number
        kids.append(at)
        objects[at] = (
            f"<< /Type /Page /Parent 2 0 R {page} /Contents {at + 1} 0 R "
            f"/Resources << /Font << /F 3 0 R >> {resources} >> >>"
        ).encode()
        objects[at + 1] = stream(content.encode("latin-1"))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[2] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    return assembled(objects)


def stream(data: bytes, head: str = "", filters: int = 1) -> bytes:
    """A stream object, packed ``filters`` times over."""
    for _ in range(filters):
        data = zlib.compress(data)
    names = f"/Filter [{' /FlateDecode' * filters} ]" if filters else ""
    return f"<< {head} {names} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def assembled(objects: Objects) -> bytes:
    """The objects as a file with its table of contents."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += (f"{places[number]:010} 00000 n \n" if number in places else "0000000000 65535 f \n").encode()
    return bytes(out + f"trailer << /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n".encode())


def words(*placed: tuple[float, float, str], size: float = 10) -> str:
    """Text at places (x, y from the lower left corner)."""
    return "".join(f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in placed)


def stroked(*lines: tuple[float, float, float, float]) -> str:
    """Lines drawn with a pen, each x0 y0 x1 y1."""
    return "".join(f"{a} {b} m {c} {d} l S\n" for a, b, c, d in lines)


def bars(*lines: tuple[float, float, float, float], thick: float = 0.5) -> str:
    """The same lines as thin filled rectangles, as office programs draw them."""
    return "".join(f"{a} {b} {max(c - a, thick)} {max(d - b, thick)} re f\n" for a, b, c, d in lines)


def boxes(*drawn: tuple[float, float, float, float]) -> str:
    """Rectangles drawn with a pen, each x0 y0 x1 y1."""
    return "".join(f"{a} {b} {c - a} {d - b} re S\n" for a, b, c, d in drawn)
