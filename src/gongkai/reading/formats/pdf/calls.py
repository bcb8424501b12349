"""The functions of pdfium that are asked for every character and every line, made cheap to call.

The library's own wrappers take longer to check the types of their arguments than pdfium takes to answer. Here handles,
and the places where answers are to be written, are plain addresses, so that ``map`` can go over them.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_int, c_void_p, cast
from functools import cache
from typing import Any

Call = Callable[..., Any]


class Calls:
    """The functions under short names; each as ``FPDF...`` of the same name describes it."""

    def __init__(self, lib: Any) -> None:
        self.char_box = _call(lib.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
        self.char_origin = _call(lib.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
        self.page_object = _call(lib.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
        self.form_object = _call(lib.FPDFFormObj_GetObject, c_void_p, c_void_p, c_int)
        self.form_count = _call(lib.FPDFFormObj_CountObjects, c_int, c_void_p)
        self.kind = _call(lib.FPDFPageObj_GetType, c_int, c_void_p)
        self.matrix = _call(lib.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
        self.bounds = _call(lib.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
        self.draw_mode = _call(lib.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
        self.segment_count = _call(lib.FPDFPath_CountSegments, c_int, c_void_p)
        self.segment = _call(lib.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
        self.segment_kind = _call(lib.FPDFPathSegment_GetType, c_int, c_void_p)
        self.segment_closes = _call(lib.FPDFPathSegment_GetClose, c_int, c_void_p)
        self.segment_point = _call(lib.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)


@cache
def calls(lib: Any) -> Calls:
    """The functions of ``lib``, the raw interface of pdfium."""
    return Calls(lib)


def address(handle: Any) -> int:
    """Where a handle of the library points; 0 for none."""
    return cast(handle, c_void_p).value or 0


def _call(function: Any, result: Any, *arguments: Any) -> Call:
    return PYFUNCTYPE(result, *arguments)(address(function))
