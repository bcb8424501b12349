"""Pictures: painted out, turned as shown, without anything beside what is seen."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from gongkai.errors import LeakError, UndecodableError, UnsupportedFormatError
from gongkai.law import current_book
from gongkai.release.redact import Mark, find, redact, verify
from tests.release.redact.files import SECRET, drawn

LAW = current_book().at(dt.date(2026, 3, 18))
BOX = (90.0, 270.0, 480.0, 345.0)


def levels(image: Image.Image, box: tuple[float, float, float, float] = BOX) -> tuple[int, int]:
    """The darkest and the lightest dot of a part, 0 to 255."""
    counts = image.convert("L").crop(box).histogram()
    seen = [level for level, count in enumerate(counts) if count]
    return seen[0], seen[-1]


def written(image: Image.Image, name: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def tagged() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    return exif


def text() -> PngInfo:
    info = PngInfo()
    info.add_text("Comment", SECRET)
    return info


FILES = {
    "jpeg": written(drawn(SECRET), "JPEG", exif=tagged(), comment=SECRET.encode()),
    "png": written(drawn(SECRET), "PNG", pnginfo=text(), exif=tagged()),
    "tiff": written(drawn("page"), "TIFF", save_all=True, append_images=[drawn(SECRET)], description=SECRET),
}


@pytest.mark.parametrize("name", FILES)
def test_the_mark_is_black_and_the_rest_is_as_it_was(name: str) -> None:
    number = 2 if name == "tiff" else 1
    made = redact(FILES[name], [Mark(number, BOX)], LAW)
    image = Image.open(io.BytesIO(made.data))
    assert image.format == name.upper()
    assert made.pages == getattr(image, "n_frames", 1) == number
    image.seek(number - 1)
    assert levels(image)[1] < 60
    assert levels(image, (0, 400, 800, 600))[0] > 200
    assert SECRET.encode() not in made.data
    assert SECRET not in str(dict(image.getexif())) + str(image.info)


def test_a_turned_photograph_is_marked_as_it_is_shown() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # shown turned by 90 degrees
    data = written(drawn(SECRET).rotate(90, expand=True), "JPEG", exif=exif)
    made = redact(data, [Mark(1, BOX)], LAW)
    image = Image.open(io.BytesIO(made.data))
    assert image.size == (840, 600)
    assert levels(image, (0, 400, 840, 600))[0] > 200
    assert levels(image)[1] < 60


def test_what_was_transparent_hides_nothing() -> None:
    image = drawn(SECRET).convert("RGBA")
    image.putalpha(0)
    made = redact(written(image, "PNG"), [Mark(1, (0, 0, 20, 20))], LAW)
    assert levels(Image.open(io.BytesIO(made.data)), (30, 30, 840, 600)) == (255, 255)


def test_reading_back_finds_a_comment_and_a_mark_that_is_not_black() -> None:
    marks = [Mark(1, BOX)]
    made = redact(FILES["png"], marks, LAW)
    image = Image.open(io.BytesIO(made.data))
    with pytest.raises(LeakError, match="附注"):
        verify(written(image, "PNG", pnginfo=text()), marks)
    with pytest.raises(LeakError, match="属性"):
        verify(written(image.convert("RGB"), "TIFF", description=SECRET), marks)
    with pytest.raises(LeakError, match="附注"):
        verify(made.data + SECRET.encode(), marks)
    with pytest.raises(LeakError, match="没有完全涂黑"):
        verify(written(drawn(SECRET), "PNG"), marks)


def test_other_and_damaged_pictures_are_refused() -> None:
    with pytest.raises(UnsupportedFormatError, match="请另存为 JPEG、PNG 或者 TIFF"):
        redact(written(drawn("x").convert("P"), "GIF"), [Mark(1, BOX)], LAW)
    with pytest.raises(UndecodableError, match="图片已损坏"):
        redact(FILES["png"][:400], [Mark(1, BOX)], LAW)
    with pytest.raises(UnsupportedFormatError, match="在图片上框选"):
        find(FILES["png"], [SECRET])
