"""A letter in any format."""

from __future__ import annotations

from typing import Final

from gongkai.errors import UsageError
from gongkai.writing.fonts_used import DEFAULT, Fonts
from gongkai.writing.letters.docx import write_docx
from gongkai.writing.letters.letter import Letter
from gongkai.writing.letters.pdf import write_pdf
from gongkai.writing.letters.plain import write_html, write_text

LETTER_FORMATS: Final = ("pdf", "docx", "html", "txt")


def write_letter(letter: Letter, format_name: str, *, red_head: bool = False, fonts: Fonts = DEFAULT) -> bytes:
    """``letter`` as a file of ``format_name``, one of LETTER_FORMATS; ``red_head``: the organ's name in red above.

    Raises UsageError for another format, for a red head over what is no reply or notice, and in PDF where typst is
    not installed or a character has no glyph in the fonts.
    """
    if red_head and not letter.head:
        raise UsageError(f"《{letter.title}》不用红头；答复书、告知书、通知书可以用。")
    if format_name == "pdf":
        return write_pdf(letter, red_head, fonts)
    if format_name == "docx":
        return write_docx(letter, red_head, fonts)
    if format_name == "html":
        return write_html(letter, red_head)
    if format_name == "txt":
        return write_text(letter)
    raise UsageError(f"文书不能写成“{format_name}”；可以是：{'、'.join(LETTER_FORMATS)}。")
