"""The design keeps its promises: contrast, no inline style or script, nothing from elsewhere, assets as they came."""

import hashlib
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest

SITE: Final = Path(str(files("gongkai.site")))
STATIC: Final = SITE / "web" / "static"
TEMPLATES: Final = sorted(SITE.glob("*/templates/**/*.html"))
E2E: Final = Path(__file__).resolve().parents[1] / "e2e"
ENHANCED: Final = 7.0
MARKS: Final = 3.0

# Text, and the grounds on which it stands.
TEXT: Final = [
    ("ink", ["paper", "ground", "soft"]),
    ("muted", ["paper", "ground", "soft"]),
    ("blue", ["paper", "ground", "soft", "blue-soft"]),
    ("blue-deep", ["paper", "soft", "blue-soft"]),
    ("red", ["paper", "ground", "red-soft"]),
    ("green", ["paper", "green-soft"]),
    ("amber", ["paper", "amber-soft"]),
    ("on-blue", ["blue", "blue-deep"]),
    ("on-bar", ["bar"]),
]


@cache
def tokens(selector: str) -> dict[str, str]:
    """The colours that a rule of the stylesheet sets."""
    css = (STATIC / "web" / "gongkai.css").read_text("utf-8")
    rule = re.search(rf"^{re.escape(selector)} \{{\n(.*?)^\}}", css, flags=re.DOTALL | re.MULTILINE)
    assert rule
    return dict(re.findall(r"--gk-([\w-]+): (#[0-9a-f]{6});", rule[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class TestContrast:
    def test_the_measure_itself(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)

    @pytest.mark.parametrize("selector", [":root", ".gk-contrast"])
    @pytest.mark.parametrize(("text", "grounds"), TEXT, ids=[text for text, _ in TEXT])
    def test_text_stands_out(self, selector: str, text: str, grounds: list[str]) -> None:
        colours = tokens(selector)
        poor = {ground: contrast(colours[text], colours[ground]) for ground in grounds}
        assert {ground: ratio for ground, ratio in poor.items() if ratio < ENHANCED} == {}

    @pytest.mark.parametrize("selector", [":root", ".gk-contrast"])
    @pytest.mark.parametrize("mark", ["edge", "focus", *(f"series-{at}" for at in range(1, 6))])
    def test_marks_and_edges_can_be_seen(self, selector: str, mark: str) -> None:
        colours = tokens(selector)
        assert contrast(colours[mark], colours["paper"]) >= MARKS


class TestTemplates:
    @pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(SITE).as_posix())
    def test_holds_no_style_and_no_script(self, template: Path) -> None:
        text = template.read_text("utf-8")
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", text) == []

    @pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(SITE).as_posix())
    def test_loads_nothing_from_elsewhere(self, template: Path) -> None:
        assert re.findall(r"""(?:src|href)=["'](?:https?:)?//""", template.read_text("utf-8")) == []

    def test_every_icon_is_in_the_sprite(self) -> None:
        sprite = (STATIC / "vendor" / "icons" / "icons.svg").read_text("utf-8")
        drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
        sources = [*TEMPLATES, *SITE.glob("*/*.py")]
        asked = {
            name
            for source in sources
            for name in re.findall(r"""(?:\{% icon |icon=)["']([\w-]+)["']""", source.read_text("utf-8"))
        }
        assert asked
        assert asked - drawn == set()


class TestAssets:
    @pytest.mark.parametrize("folder", [STATIC / "vendor", E2E / "vendor"], ids=["site", "e2e"])
    def test_are_as_they_came(self, folder: Path) -> None:
        lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
        listed = {name.removeprefix("./"): digest for digest, name in (line.split("  ", 1) for line in lines)}
        there = {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file() and path.name != "SHA256SUMS"
        }
        assert there == listed

    @pytest.mark.parametrize("name", ["bootstrap", "echarts", "htmx", "icons"])
    def test_bring_their_licence(self, name: str) -> None:
        text = (STATIC / "vendor" / name / "LICENSE").read_text("utf-8")
        assert re.search("permission|Apache License", text, flags=re.IGNORECASE)
