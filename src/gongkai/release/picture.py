"""What a picture says beside what it shows (where and by whom it was taken, notes), and taking it away."""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from gongkai.errors import TooLargeError, UndecodableError
from gongkai.release.pieces import Contents, Piece

_KINDS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
)
_WRITTEN: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/tiff": "TIFF"}
_MAX_PIXELS: Final = 120_000_000
_GPS: Final = 0x8825
# What the picture needs to be shown right, and what says nothing of people.
_HARMLESS: Final = frozenset(
    "Orientation XResolution YResolution ResolutionUnit YCbCrPositioning ExifOffset ColorSpace ExifImageWidth "
    "ExifImageHeight ImageWidth ImageLength Compression PhotometricInterpretation BitsPerSample SamplesPerPixel "
    "PlanarConfiguration StripOffsets StripByteCounts RowsPerStrip".split()
)
_KEPT_INFO: Final = frozenset(
    "jfif jfif_version jfif_unit jfif_density dpi icc_profile gamma transparency exif".split()
)
_KEPT_INFO_MORE: Final = frozenset("progressive progression adobe adobe_transform interlace aspect srgb".split())
_KEPT_INFO_MANY: Final = frozenset("version background duration loop extension compression".split())


def kind(data: bytes) -> str:
    """The media type of a picture, by its first bytes; empty for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((media for start, media in _KINDS if data.startswith(start)), "")


def read(data: bytes) -> Contents:
    """What a picture says beside what it shows; its text is not read and is told as unread.

    Raises UndecodableError for a damaged picture, TooLargeError for one beyond 120 million points.
    """
    contents = Contents(kind(data) or "image/unknown", unread=["图片上的文字"])
    image = opened(data)
    exif = image.getexif()
    for tag, value in exif.items():
        label = ExifTags.TAGS.get(tag, str(tag))
        if tag == _GPS:
            contents.hidden.append(("拍摄地点（GPS）", "图片属性"))
        elif label not in _HARMLESS and str(value).strip("\0 "):
            contents.properties.append((f"图片属性 {label}", str(value)[:200]))
    for key, value in image.info.items():
        name = str(key)
        if name in _KEPT_INFO | _KEPT_INFO_MORE | _KEPT_INFO_MANY:
            continue
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        contents.hidden.append(("图片附注", f"图片属性 {name}"))
        contents.pieces.append(Piece(text[:2000], f"图片属性 {name}", "图片附注"))
    frames = getattr(image, "n_frames", 1)
    if frames > 1:
        contents.unread.append(f"图片共{frames}帧")
    if ends_late(data):
        contents.hidden.append(("图片末尾之后的数据", "图片"))
    return contents


def strip(data: bytes) -> bytes:
    """The picture alone, turned as it was shown, with nothing said beside it."""
    image = ImageOps.exif_transpose(opened(data))
    clean = Image.new(image.mode, image.size)
    if image.mode == "P" and image.getpalette():
        clean.putpalette(image.getpalette() or [])
    clean.paste(image)
    out = io.BytesIO()
    written = _WRITTEN.get(kind(data), "PNG")
    options = {"quality": 95} if written == "JPEG" else {}
    if "transparency" in image.info and written in ("PNG", "GIF"):
        options["transparency"] = image.info["transparency"]
    clean.save(out, written, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture; raises as ``read`` does."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data))
            if image.width * image.height > _MAX_PIXELS:
                raise TooLargeError("图片过大，没有检查")
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UndecodableError("图片已损坏，无法打开") from error
    return image


def ends_late(data: bytes) -> bool:
    """Whether more than padding stands behind the end of a JPEG or PNG."""
    if data.startswith(b"\x89PNG"):
        return bool(data[data.rfind(b"IEND") + 8 :].strip(b"\0"))
    if data.startswith(b"\xff\xd8\xff"):
        return bool(data[data.rfind(b"\xff\xd9") + 2 :].strip(b"\0"))
    return False
