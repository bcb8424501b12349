"""Report to paper: one layout of the form, and a writer for each format."""

from gongkai.writing.fonts_used import Fonts
from gongkai.writing.paper import blank_report
from gongkai.writing.write import FORMATS, Written, write_report

__all__ = ["FORMATS", "Fonts", "Written", "blank_report", "write_report"]
