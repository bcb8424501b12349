"""Giving a file out: whole or in part, never guessed at by the browser, never run by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from gongkai.site.web import storage
from gongkai.site.web.models import Blob, Root

_BLOCK: Final = 64 * 1024
_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
# What a browser may show in its own window; everything else it saves.
_SHOWN: Final = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"})


def serve(request: HttpRequest, blob: Blob, name: str, *, inline: bool = False) -> HttpResponseBase:
    """The answer that holds ``blob`` under the file name ``name``. The caller has asked whether it may be given.

    ``inline`` shows PDF and pictures in the browser. One range is honoured; several are answered with the whole.
    Raises StorageError where the file cannot be opened.
    """
    etag = f'"{blob.sha256}"'
    early = get_conditional_response(request, etag=etag)
    if early is not None:
        return _headed(early, blob, etag)
    span = _span(request, blob.size, etag)
    if span is None:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{blob.size}"
        return _headed(refused, blob, etag)
    start, stop = span
    file = storage.open(blob)
    answer = StreamingHttpResponse(_Part(file, start, stop - start), content_type=_content_type(blob))
    if (start, stop) != (0, blob.size):
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {start}-{stop - 1}/{blob.size}"
    answer["Content-Length"] = str(stop - start)
    shown = inline and blob.media_type in _SHOWN
    answer["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    return _headed(answer, blob, etag)


class _Part:
    """A stretch of a file in blocks; closes the file with the answer."""

    def __init__(self, file: BinaryIO, start: int, length: int) -> None:
        self._file, self._start, self._length = file, start, length

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(self._start)
        left = self._length
        while left and (block := self._file.read(min(_BLOCK, left))):
            left -= len(block)
            yield block

    def close(self) -> None:
        self._file.close()


def _headed(answer: HttpResponseBase, blob: Blob, etag: str) -> HttpResponseBase:
    answer["ETag"] = etag
    answer["Accept-Ranges"] = "bytes"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "public, max-age=3600" if blob.root == Root.PUBLIC else "private, no-store"
    return answer


def _content_type(blob: Blob) -> str:
    # A page that somebody uploaded must not run as ours.
    return "application/octet-stream" if blob.media_type == "text/html" else blob.media_type


def _span(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First byte and the one after the last; the whole where no range is asked for, None where it cannot be had."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if found is None or found[1] == found[2] == "" or request.headers.get("If-Range", etag) != etag:
        return 0, size
    if not found[1]:
        wanted = int(found[2])
        return (max(0, size - wanted), size) if wanted else None
    start, stop = int(found[1]), min(int(found[2]) + 1, size) if found[2] else size
    if found[2] and int(found[2]) < start:
        return 0, size
    return (start, stop) if start < size else None
