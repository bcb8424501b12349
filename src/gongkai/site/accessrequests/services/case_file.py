"""The file of a request as one archive or one document, for a court or a reconsideration organ."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Iterator
from typing import Final, Literal

import msgspec
import pikepdf
from PIL import Image

from gongkai.errors import NotAllowedError, UsageError
from gongkai.site.accessrequests import companions, selectors
from gongkai.site.accessrequests.companions import Held
from gongkai.site.accessrequests.models import Letter, Request
from gongkai.site.accessrequests.services.common import taken
from gongkai.site.accessrequests.values import PAPERS, unseal
from gongkai.site.audit.services import recorded
from gongkai.site.web import clock, storage
from gongkai.site.web.clock import ZONE
from gongkai.site.web.procedures import procedure
from gongkai.site.web.scope import Scope
from gongkai.writing.case_file import Line, write_contents

Format = Literal["zip", "pdf"]
_ENDS: Final = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "text/plain": "txt"}
# The same time in every archive, so that the same file gives the same bytes.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/tiff", "image/webp"})


class Piece(msgspec.Struct, frozen=True):
    """Something in the file: its title, day, the name under which it lies in the archive, and its bytes."""

    title: str
    day: dt.date
    name: str
    media_type: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


def case_file(scope: Scope, *, request_id: int, format: str) -> bytes:
    """The whole file; who took it out is recorded. Raises UsageError, NotAllowedError for a destroyed file."""
    if format not in ("zip", "pdf"):
        raise UsageError("卷宗可以导出为 ZIP 或者 PDF。")
    with recorded() as log:
        request = taken(scope, "request.archive", request_id)
        scope.demand("request.person", request.body.path)
        found = list(pieces(request))
        if not found:
            raise NotAllowedError("这件申请还没有文书和材料。")
        data = _zip(request, found) if format == "zip" else _pdf(request, found)
        digest = hashlib.sha256(data).hexdigest()
        facts = {"format": format, "pieces": len(found), "sha256": digest}
        log(scope, "request.export", body=request.body_id, target=request, **facts)
    return data


def pieces(request: Request) -> Iterator[Piece]:
    """Documents and papers in the order of their days, those of reconsideration and suits among them.

    Of a document the stamped scan, else what was drawn.
    """
    rows = [
        Held(paper.at, PAPERS.get(paper.kind, ""), paper.blob, unseal(paper.sealed, str))
        for paper in selectors.papers(request)
    ]
    rows += companions.papers(request)
    labels = {document.id: document.label for document in procedure().book.at(dt.date.max).documents.values()}
    letters = Letter.objects.unscoped("of a request that was found").filter(request=request)
    for letter in letters.select_related("scan", "pdf", "docx"):
        blob = letter.scan or letter.pdf or letter.docx
        if blob is not None:
            rows.append(
                Held(letter.at, f"{labels.get(letter.document, letter.document)} {letter.number}".strip(), blob)
            )
    for number, row in enumerate(sorted(rows, key=lambda row: row.at), 1):
        words = f"{row.title}（{row.name}）" if row.name else row.title
        end = _ENDS.get(row.blob.media_type) or (row.name.rpartition(".")[2] if "." in row.name else "bin")
        name = f"{number:03d}-{_safe(row.title)}.{end}"
        yield Piece(words, row.at.astimezone(ZONE).date(), name, row.blob.media_type, storage.read(row.blob))


def _zip(request: Request, found: list[Piece]) -> bytes:
    steps = [
        {"position": step.position, "kind": procedure().labels.get(step.kind, step.kind), "day": step.day.isoformat()}
        for step in selectors.steps(request)
    ]
    manifest = {
        "request": request.number,
        "body": request.body.name,
        "steps": steps,
        "pieces": [{"name": piece.name, "title": piece.title, "sha256": piece.sha256} for piece in found],
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("manifest.json", _TIME), msgspec.json.format(msgspec.json.encode(manifest)))
        sums = "".join(f"{piece.sha256}  {piece.name}\n" for piece in found)
        archive.writestr(zipfile.ZipInfo("SHA256SUMS", _TIME), sums)
        for piece in found:
            archive.writestr(zipfile.ZipInfo(piece.name, _TIME), piece.data)
    return out.getvalue()


def _pdf(request: Request, found: list[Piece]) -> bytes:
    """A page of contents, then every piece that is or can be made pages; the others are listed as left out."""
    parts = [_pages(piece) for piece in found]
    title = f"政府信息公开申请卷宗 {request.number}"
    # The pages of the contents move those of all that follows; their number does not depend on the numbers in them.
    first = _count(write_contents(request.body.name, title, list(_lines(found, parts, 0)), day_of(request)))
    lines = list(_lines(found, parts, first))
    with pikepdf.new() as book:
        contents = write_contents(request.body.name, title, lines, day_of(request))
        for data in (contents, *filter(None, parts)):
            with pikepdf.open(io.BytesIO(data)) as part:
                book.pages.extend(part.pages)
        out = io.BytesIO()
        book.save(out, deterministic_id=True)
    return out.getvalue()


def day_of(request: Request) -> dt.date:
    """The day of the contents: that on which the request was closed or last counted, so that bytes do not change."""
    return request.closed_on or request.received_on or clock.day_at(request.entered_at)


def _lines(found: list[Piece], parts: list[bytes | None], before: int) -> Iterator[Line]:
    page = before + 1
    for piece, part in zip(found, parts, strict=True):
        count = _count(part) if part is not None else 0
        yield Line(piece.title, piece.day, page if count else None, piece.sha256)
        page += count


def _count(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as part:
        return len(part.pages)


def _pages(piece: Piece) -> bytes | None:
    """A piece as PDF, None where it is nothing that has pages."""
    if piece.media_type == "application/pdf":
        try:
            with pikepdf.open(io.BytesIO(piece.data)) as part:
                return piece.data if len(part.pages) else None
        except (pikepdf.PdfError, pikepdf.PasswordError):
            return None
    if piece.media_type not in _PICTURES:
        return None
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(piece.data)) as picture:
            picture.convert("RGB").save(out, "PDF", resolution=150)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    return out.getvalue()


def _safe(text: str) -> str:
    return "".join(char if char.isalnum() or char in "-〔〕" else "_" for char in text)[:60]
