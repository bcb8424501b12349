"""Old workbooks read in a process of their own: XLS bytes to neutral document."""

from __future__ import annotations

import atexit

import msgspec

from gongkai.errors import InputError, TooLargeError, UndecodableError
from gongkai.reading.document import Document
from gongkai.reading.formats.child import Child, DiedError, TooSlowError, serve
from gongkai.reading.formats.sheets import xls
from gongkai.reading.formats.sheets.grid import Sheet, blocks_of

MEDIA_TYPE = "application/vnd.ms-excel"
SECONDS = 5.0
MEGABYTES = 500

_ERRORS: dict[str, type[InputError]] = {error.code: error for error in (TooLargeError, UndecodableError)}


class _Answer(msgspec.Struct):
    sheets: list[Sheet] = []
    code: str = ""
    message: str = ""


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Answer)
_child = Child(__name__, MEGABYTES)
atexit.register(_child.close)


def read_xls(data: bytes) -> Document:
    """Read the visible sheets of an old workbook; raises UndecodableError or TooLargeError."""
    try:
        answer = _decoder.decode(_child.ask(data, SECONDS))
    except TooSlowError as error:
        raise TooLargeError(f"XLS 文件在 {SECONDS:.0f} 秒内没有读完；请用 WPS 或 Excel 打开后另存为 XLSX") from error
    except DiedError as error:
        raise UndecodableError(xls.DAMAGED) from error
    if answer.code:
        raise _ERRORS[answer.code](answer.message)
    repairs: list[tuple[str, str]] = []
    blocks = blocks_of(answer.sheets, repairs)
    return Document(tuple(blocks), MEDIA_TYPE, tuple(repairs))


def _answer(data: bytes) -> bytes:
    try:
        answer = _Answer(xls.sheets_of(data))
    except InputError as error:
        answer = _Answer(code=error.code, message=error.message)
    return _encoder.encode(answer)


def main(megabytes: int) -> None:
    """The child."""
    serve(_answer, megabytes)
