"""Pictures: the marks painted out, and nothing kept beside what is seen."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from PIL import Image, ImageOps, ImageSequence

from gongkai.errors import TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.release.picture import kind, opened
from gongkai.release.redact.marks import Mark, Redacted, outside
from gongkai.release.redact.paint import paint

FORMATS: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/tiff": "TIFF"}
_QUALITY: Final = 92
_MAX_FRAMES: Final = 200


def rebuild_picture(data: bytes, marks: Sequence[Mark], labels: Mapping[str, str]) -> Redacted:
    """The picture in its own format, each frame a page. Raises UnsupportedFormatError, UndecodableError, UsageError."""
    name = FORMATS.get(kind(data))
    if name is None:
        raise UnsupportedFormatError("这种图片不能遮盖；请另存为 JPEG、PNG 或者 TIFF")
    found = list(frames(data, name))
    for mark in marks:
        outside(mark, [frame.size for frame in found])
    for number, frame in enumerate(found, 1):
        paint(frame, [(mark.box, labels.get(mark.ground, "")) for mark in marks if mark.page == number], 1.0)
    out = io.BytesIO()
    if name == "JPEG":
        found[0].save(out, name, quality=_QUALITY, subsampling=0)
    elif name == "TIFF":
        found[0].save(out, name, compression="tiff_deflate", save_all=True, append_images=found[1:])
    else:
        found[0].save(out, name)
    return Redacted(out.getvalue(), len(found))


def frames(data: bytes, name: str) -> Iterator[Image.Image]:
    """Each frame as it is shown: turned, on white, in grey or in colours."""
    image = opened(data)
    if name == "TIFF" and getattr(image, "n_frames", 1) > _MAX_FRAMES:
        raise TooLargeError(f"图片超过 {_MAX_FRAMES} 帧，请拆分后分别处理")
    try:
        for frame in ImageSequence.Iterator(image) if name == "TIFF" else (image,):
            yield _plain(ImageOps.exif_transpose(frame))
    except (OSError, ValueError, SyntaxError) as error:
        raise UndecodableError("图片已损坏，无法打开") from error


def _plain(image: Image.Image) -> Image.Image:
    """A new picture of the dots alone: what is transparent hides nothing any more."""
    mode = "L" if image.mode in ("1", "L") else "RGB"
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, (255, 255, 255, 255))
        flat = Image.alpha_composite(ground, layered).convert("RGB")
    else:
        flat = image.convert(mode)
    clean = Image.new(flat.mode, flat.size)
    clean.paste(flat)
    return clean
