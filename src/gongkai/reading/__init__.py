"""Paper to report: bytes -> neutral document -> tables matched to the form -> cells with evidence."""

from gongkai.reading.formats.sniff import MAX_BYTES, SUFFIXES
from gongkai.reading.read import read_report

__all__ = ["MAX_BYTES", "SUFFIXES", "read_report"]
