"""Recognition of text in a process of its own: the bytes of a picture to pieces of text and ruling lines."""

from __future__ import annotations

import atexit
import importlib
import importlib.util
import os
from typing import Any

import msgspec

from gongkai.errors import TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.reading.formats.child import Child, DiedError, TooSlowError, serve
from gongkai.reading.formats.scan.messages import Seen
from gongkai.reading.formats.scan.seeing import Eye

# How long one picture may take; slow machines set more in the environment.
VARIABLE = "GONGKAI_OCR_SECONDS"
SECONDS = 20.0
MEGABYTES = 3000  # of address space; the models and what they need for one page take about a third of it

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Seen)
_child = Child(__name__, MEGABYTES)
close = _child.close
atexit.register(close)


def is_installed() -> bool:
    """Whether the extra ``ocr`` is there."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


def see(picture: bytes, what: str) -> Seen:
    """Text and lines of a picture in any format that the library knows; ``what`` names it in messages.

    Raises UnsupportedFormatError without the extra, UndecodableError for no picture, TooLargeError.
    """
    if not is_installed():
        raise UnsupportedFormatError(
            f"{what}是图片，需要识别文字；请运行 pip install 'gongkai[ocr]'，或者提供由文档直接导出的 PDF、文本或 HTML"
        )
    seconds = _seconds()
    try:
        seen = _decoder.decode(_child.ask(picture, seconds))
    except TooSlowError as error:
        raise TooLargeError(
            f"{what}在 {seconds:g} 秒内没有识别完；请降低图片的分辨率，或者用环境变量 {VARIABLE} 放宽时限后再试"
        ) from error
    except DiedError as error:
        raise TooLargeError(f"{what}过大或者已损坏，识别中止；请降低图片的分辨率后再试") from error
    if seen.message:
        raise UndecodableError(f"{what}{seen.message}")
    return seen


def _seconds() -> float:
    text = os.environ.get(VARIABLE, "")
    return float(text) if text.isascii() and text.isdigit() and int(text) else SECONDS


def main(megabytes: int) -> None:
    """The child; the models are loaded before the first request."""
    libraries: list[Any] = [importlib.import_module(name) for name in ("cv2", "numpy", "rapidocr")]
    eye = Eye(*libraries)
    serve(lambda picture: _encoder.encode(eye.see(picture)), megabytes)
