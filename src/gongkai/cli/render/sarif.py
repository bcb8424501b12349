"""SARIF 2.1.0, for tools that show findings beside the document they are about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

import msgspec

from gongkai import __version__
from gongkai.cli.entry import Entry, Options, Totals
from gongkai.cli.render.formats import Format
from gongkai.cli.render.words import place_id
from gongkai.law import LawView
from gongkai.law.model import Check, Level
from gongkai.report.finding import Finding
from gongkai.report.values import Place

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final[Mapping[Level, str]] = {"error": "error", "warning": "warning", "info": "note"}


class Sarif(Format):
    """One run over all files; a file that could not be read is a notification of the tool."""

    def head(self, law: LawView, options: Options) -> bytes:  # noqa: ARG002
        """The tool and its rules, up to the results."""
        driver = {
            "name": "gongkai",
            "version": __version__,
            "rules": [_rule(check, law) for check in law.checks.values()],
        }
        start = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}}]}
        text = msgspec.json.encode(start)
        return text.removesuffix(b"}]}") + b',"columnKind":"unicodeCodePoints","results":[\n'

    def separator(self, options: Options) -> bytes:  # noqa: ARG002
        """A comma."""
        return b",\n"

    def item(self, entry: Entry, law: LawView, options: Options) -> bytes:
        """The results of one file; empty where there is none."""
        if entry.result is None:
            return b""
        order = list(law.checks)
        results = [_result(f, entry, law, options, order.index(f.code)) for f in entry.result.findings]
        return b",\n".join(msgspec.json.encode(result) for result in results)

    def tail(self, law: LawView, options: Options, totals: Totals) -> bytes:  # noqa: ARG002
        """What could not be read, and the end."""
        notifications = [
            {
                "level": "error",
                "descriptor": {"id": failure.code},
                "message": {"text": failure.message},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(failure.path)}}}],
            }
            for failure in totals.failures
        ]
        invocation: dict[str, Any] = {"executionSuccessful": not notifications}
        if notifications:
            invocation["toolExecutionNotifications"] = notifications
        return b'\n],"invocations":[' + msgspec.json.encode(invocation) + b"]}]}\n"


def _rule(check: Check, law: LawView) -> dict[str, Any]:
    basis = "；".join(law.cite(basis) for basis in check.basis)
    text = "\n".join(filter(None, [check.explanation, check.remedy, basis, check.reading, check.because]))
    return {
        "id": check.code,
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": check.explanation},
        "help": {"text": text},
        "defaultConfiguration": {"level": _LEVELS[check.level]},
    }


def _result(finding: Finding, entry: Entry, law: LawView, options: Options, rule: int) -> dict[str, Any]:
    failed = finding.outcome == "failed"
    location: dict[str, Any] = {"physicalLocation": _physical(entry.path, finding.at)}
    if finding.cells:
        location["logicalLocations"] = [{"fullyQualifiedName": key} for key in finding.cells]
    properties = {
        "expected": finding.expected,
        "found": finding.found,
        "place": place_id(finding.at),
        "basis": finding.basis,
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "kind": "fail" if failed else "open",
        # A result of another kind than "fail" has no level.
        "level": _LEVELS[finding.level(law)] if failed else "none",
        "message": {"text": finding.message(law, options.language)},
        "locations": [location],
        "properties": {key: value for key, value in properties.items() if value},
    }


def _physical(path: str, at: Place | None) -> dict[str, Any]:
    """The file and, where the document has lines, the line."""
    found: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    if at is not None and at.line is not None:
        found["region"] = {"startLine": at.line}
    return found


def _uri(path: str) -> str:
    return quote(PurePath(path).as_posix())
