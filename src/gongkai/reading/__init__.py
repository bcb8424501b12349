"""Paper to report: bytes -> neutral document -> tables matched to the form -> cells with evidence."""

from gongkai.reading.read import read_report

__all__ = ["read_report"]
