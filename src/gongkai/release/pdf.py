"""What a PDF holds: the text of its pages, and what a reader does not see; and a copy that holds its pages alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
import pypdfium2

from gongkai.errors import InputError, TooLargeError, UndecodableError
from gongkai.release.pieces import Contents, Piece

MEDIA_TYPE: Final = "application/pdf"
_MAX_PAGES: Final = 3_000
_FEW: Final = 8
_NAMES: Final = {
    "/Author": "作者",
    "/Title": "标题",
    "/Subject": "主题",
    "/Keywords": "关键词",
    "/Company": "单位",
    "/SourceModified": "原文件修改时间",
}
# Links lead elsewhere; they are text as good as any other. The rest is what people wrote beside the page.
_HARMLESS_NOTES: Final = frozenset({"/Link", "/Widget", "/PrinterMark", "/TrapNet"})
_DANGEROUS: Final = ("/OpenAction", "/AA")


def read(data: bytes, depth: int = 0) -> Contents:
    """All that a PDF holds. Raises UndecodableError (damaged, password) or TooLargeError."""
    contents = Contents(MEDIA_TYPE)
    _texts(data, contents)
    with _open(data) as pdf:
        _properties(pdf, contents)
        _notes(pdf, contents)
        _attachments(pdf, contents, depth)
        _rest(pdf, contents)
    if data.count(b"startxref") > 1 and data.count(b"%%EOF") > 1 and b"/Linearized" not in data[:2048]:
        contents.hidden.append(("保存过的旧版本", "文件"))
    return contents


def strip(data: bytes) -> bytes:
    """The pages with their text and pictures, and nothing beside them.

    Gone are properties, notes, forms, attachments, scripts, hidden layers' switches, page pieces and earlier versions.
    Raises as :func:`read`.
    """
    with _open(data) as source, pikepdf.new() as clean:
        for page in source.pages:
            for key in ("/Annots", "/AA", "/PieceInfo", "/Metadata", "/LastModified", "/Thumb", "/B"):
                if key in page:
                    del page[key]
            clean.pages.append(page)
        for item in clean.objects:
            if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
                for key in ("/Metadata", "/PieceInfo", "/LastModified", "/OC"):
                    if key in item:
                        del item[key]
        clean.remove_unreferenced_resources()
        out = io.BytesIO()
        clean.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _texts(data: bytes, contents: Contents) -> None:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UndecodableError("PDF 已损坏或者设有密码，无法打开") from error
    try:
        if len(document) > _MAX_PAGES:
            raise TooLargeError(f"PDF 有 {len(document)} 页，超过 {_MAX_PAGES} 页的上限，没有检查")
        for number, page in enumerate(document, 1):
            text = page.get_textpage().get_text_range()
            if len(text.strip()) < _FEW:
                contents.unread.append(f"第{number}页没有文字（图片或者空白）")
            if text.strip():
                lines = [line.strip() for line in text.splitlines() if line.strip()]
                contents.pieces.append(Piece("\n".join(lines), f"第{number}页"))
    finally:
        document.close()


def _open(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data))
    except (pikepdf.PdfError, ValueError) as error:
        raise UndecodableError("PDF 已损坏或者设有密码，无法打开") from error


def _properties(pdf: pikepdf.Pdf, contents: Contents) -> None:
    for key, value in (pdf.docinfo or {}).items():
        if key in _NAMES and str(value).strip():
            contents.properties.append((_NAMES[key], str(value)))
    metadata = pdf.Root.get("/Metadata")
    if metadata is not None:
        contents.properties += [said for said in _xmp(pdf) if said not in contents.properties]


def _xmp(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    wanted = {"creator": "作者", "title": "标题", "Keywords": "关键词", "description": "主题"}
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name, value in metadata.items():
            short = name.rpartition("}")[2]
            if short in wanted and value:
                yield wanted[short], "、".join(value) if isinstance(value, (list, set)) else str(value)


def _notes(pdf: pikepdf.Pdf, contents: Contents) -> None:
    for number, page in enumerate(pdf.pages, 1):
        for note in page.get("/Annots", []):
            kind = str(note.get("/Subtype", ""))
            where = f"第{number}页"
            for key in ("/Contents", "/V", "/TU", "/RC"):
                value = note.get(key)
                if isinstance(value, pikepdf.String) and str(value).strip():
                    contents.pieces.append(Piece(str(value), where, "批注"))
            if kind == "/Widget":
                contents.hidden.append(("表单域", where))
            elif kind not in _HARMLESS_NOTES:
                contents.hidden.append(("批注", where))


def _attachments(pdf: pikepdf.Pdf, contents: Contents, depth: int) -> None:
    from gongkai.release.examine import examine
    from gongkai.release.office import DEEPEST

    for name, spec in pdf.attachments.items():
        where = f"附件“{name}”"
        contents.hidden.append(("内嵌的文件", where))
        if depth >= DEEPEST:
            contents.unread.append(f"{where}（嵌套过深）")
            continue
        try:
            contents.take(examine(spec.get_file().read_bytes(), name, depth + 1), where)
        except InputError:
            contents.unread.append(where)


def _rest(pdf: pikepdf.Pdf, contents: Contents) -> None:
    root: Any = pdf.Root
    if "/OCProperties" in root:
        contents.hidden.append(("可以隐藏的图层", "文件"))
    names = root.get("/Names", {})
    if "/JavaScript" in names or any(key in root for key in _DANGEROUS if _runs(root.get(key))):
        contents.hidden.append(("脚本", "文件"))
    if "/PieceInfo" in root or any("/PieceInfo" in page for page in pdf.pages):
        contents.hidden.append(("制作软件的私有数据", "文件"))


def _runs(action: Any) -> bool:
    """Whether an action does more than open a page."""
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) not in ("", "/GoTo")
