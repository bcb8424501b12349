"""Every message of the pages has its English, and what is compiled is what is written."""

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Final

import polib
import pytest
from django.utils import translation

from gongkai.site.web.templatetags.gongkai import moment

SITE: Final = Path(str(files("gongkai.site")))
CATALOGUES: Final = sorted((SITE / "locale").glob("*/LC_MESSAGES/django.po"))
HOLES: Final = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
HAN: Final = re.compile(r"[\u4e00-\u9fff]")
# The names of a language are written in it.
OWN: Final = {"中文"}


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_what_is_compiled_is_what_is_written(path: Path) -> None:
    written = {(entry.msgctxt, entry.msgid): texts(entry) for entry in polib.pofile(str(path))}
    compiled = {(entry.msgctxt, entry.msgid): texts(entry) for entry in polib.mofile(str(path.with_suffix(".mo")))}
    assert compiled == written


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_keeps_the_holes_of_its_message(path: Path) -> None:
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if any(set(HOLES.findall(text)) != set(HOLES.findall(entry.msgid)) for text in texts(entry))
    ]
    assert wrong == []


def test_english_is_english() -> None:
    catalogue = polib.pofile(str(SITE / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    chinese = [text for entry in catalogue for text in texts(entry) if HAN.search(text) and entry.msgid not in OWN]
    assert chinese == []


def test_every_message_has_its_english(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed")
    copy = tmp_path / "site"
    shutil.copytree(SITE, copy, ignore=shutil.ignore_patterns("static", "__pycache__", "*.mo"))
    environ = os.environ | {
        "GONGKAI_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "gongkai.site.project.settings",
    }
    command = ["makemessages", "--locale", "en", "--no-location", "--no-obsolete", "--verbosity", "0"]
    subprocess.run([sys.executable, "-m", "django", *command], cwd=copy, env=environ, check=True)
    found = polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    assert len(found) > 0
    assert [entry.msgid for entry in found if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize(("language", "written"), [("zh-hans", "2026年11月3日 09:05"), ("en", "3 November 2026 09:05")])
def test_days_are_written_as_their_readers_do(language: str, written: str) -> None:
    with translation.override(language):
        assert moment(dt.datetime(2026, 11, 3, 1, 5, tzinfo=dt.UTC)) == written
