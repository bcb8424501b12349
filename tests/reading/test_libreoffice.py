"""The runner of LibreOffice, with programs that hang, fail, write nothing, or succeed; and the real one where it is."""

from __future__ import annotations

import os
import shutil
import stat
import time
from pathlib import Path

import pytest

from gongkai.errors import UndecodableError, UnsupportedFormatError
from gongkai.reading.document import Paragraph
from gongkai.reading.formats import libreoffice
from gongkai.reading.formats.sniff import read_document
from tests.layouts.word import package

RTF = b"{\\rtf1\\ansi {\\b 2021} text\\par}"
REAL = libreoffice.program()

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs are shell scripts")


def installed(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A ``soffice`` that does what ``script`` says, as the only program there is but for those of the shell."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "soffice" else None)
    return program


def test_a_conversion_that_succeeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = tmp_path / "ready.docx"
    ready.write_bytes(package("<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>"))
    script = f'echo "$@" > {tmp_path}/arguments; mkdir -p out; cp {ready} out/document.docx; ls > {tmp_path}/listing'
    installed(tmp_path, monkeypatch, script)
    document = read_document(RTF, "a.rtf")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["一、总体情况"]
    assert document.repairs == (("CONVERTED", "RTF"),)
    arguments = (tmp_path / "arguments").read_text(encoding="utf-8")
    assert "--headless" in arguments
    assert "-env:UserInstallation=file://" in arguments
    assert "document.rtf" in (tmp_path / "listing").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 1", "没有能够转换"),
        ("exit 0", "没有能够转换"),
        ("mkdir -p out; : > out/document.docx", "没有能够转换"),
        ("mkdir -p out; echo broken > out/document.docx", "转换后无法读取"),
    ],
    ids=["fails", "writes nothing", "writes an empty file", "writes something else"],
)
def test_a_conversion_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, message: str) -> None:
    installed(tmp_path, monkeypatch, script)
    with pytest.raises(UndecodableError, match=message):
        read_document(RTF, "a.rtf")


def test_a_conversion_that_hangs_is_killed_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "TIMEOUT", 0.3)
    alive = tmp_path / "alive"
    installed(tmp_path, monkeypatch, f"(sleep 2; touch {alive}) & sleep 60")
    with pytest.raises(UndecodableError, match="已停止"):
        read_document(RTF, "a.rtf")
    time.sleep(2.2)
    assert not alive.exists()


def test_without_libreoffice_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnsupportedFormatError, match=r"RTF 文件需要安装 LibreOffice.*另存为 DOCX"):
        read_document(RTF, "a.rtf")


def test_a_program_that_cannot_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = installed(tmp_path, monkeypatch, "exit 0")
    program.unlink()
    with pytest.raises(UndecodableError):
        read_document(RTF, "a.rtf")


@pytest.mark.slow
@pytest.mark.skipif(REAL is None, reason="LibreOffice is not installed")
def test_the_real_one() -> None:
    document = read_document(RTF, "a.rtf")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["2021 text"]
