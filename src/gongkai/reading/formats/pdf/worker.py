"""pdfium in a process of its own: PDF bytes to pages."""

from __future__ import annotations

import atexit
import struct

import msgspec

from gongkai.errors import InputError, TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.reading.formats.child import Child, DiedError, TooSlowError, serve
from gongkai.reading.formats.pdf import source
from gongkai.reading.formats.pdf.marks import Page

SECONDS = 5.0
MEGABYTES = 600

_ERRORS: dict[str, type[InputError]] = {
    error.code: error for error in (TooLargeError, UndecodableError, UnsupportedFormatError)
}


class _Answer(msgspec.Struct):
    pages: list[Page] = []
    picture: bytes = b""
    code: str = ""
    message: str = ""


# Before the file: the number of the page to draw, 0 for the text of all pages.
_PAGES = struct.Struct(">H")
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Answer)
_child = Child(__name__, MEGABYTES)
atexit.register(_child.close)


def read_pages(data: bytes) -> list[Page]:
    """The pages of a PDF file, read in the child.

    Raises what ``source.extract`` raises, and TooLargeError where that takes too long or too much memory.
    """
    return _ask(_PAGES.pack(0) + data).pages


def draw_page(data: bytes, number: int) -> bytes:
    """Page ``number`` of a PDF file as a picture; raises as ``read_pages`` does."""
    return _ask(_PAGES.pack(number) + data).picture


def _ask(request: bytes) -> _Answer:
    source.library()
    try:
        answer = _decoder.decode(_child.ask(request, SECONDS))
    except TooSlowError as error:
        raise TooLargeError(
            f"PDF 的内容过于复杂，{SECONDS:.0f} 秒内没有读完；请重新导出，或者将文件另存为文本、Markdown 或 HTML"
        ) from error
    except DiedError as error:
        raise TooLargeError("PDF 展开后过大或者已损坏，读取中止；请重新导出后再试") from error
    if answer.code:
        raise _ERRORS[answer.code](answer.message)
    return answer


def _answer(request: bytes) -> bytes:
    (number,), data = _PAGES.unpack_from(request), request[_PAGES.size :]
    try:
        answer = _Answer(picture=source.picture(data, number)) if number else _Answer(source.extract(data))
    except InputError as error:
        answer = _Answer(code=error.code, message=error.message)
    return _encoder.encode(answer)


def main(megabytes: int) -> None:
    """The child."""
    serve(_answer, megabytes)
