"""FILE... as files."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from gongkai.cli.inputs import Input, expand


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of several kinds, and the working folder among them."""
    for name in ("b.txt", "a.html", "sub/c.md", "sub/d.truth.json", ".hidden/e.txt", ".f.txt", "[g].txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("files", "names", "single"),
    [
        (["b.txt"], ["b.txt"], True),
        (["sub/c.md"], ["c.md"], True),
        (["none.txt"], ["none.txt"], True),
        (["b.txt", "a.html"], ["b.txt", "a.html"], False),
        (["."], ["[g].txt", "a.html", "b.txt", "sub/c.md"], False),
        (["sub"], ["c.md"], False),
        (["*.txt"], ["[g].txt", "b.txt"], False),
        (["**/*.md"], ["c.md"], False),
        (["s*"], ["c.md"], False),
        (["[g].txt"], ["[g].txt"], True),
        (["sub/d.truth.json"], ["d.truth.json"], True),
        (["-"], ["stdin"], True),
        (["-", "b.txt"], ["stdin", "b.txt"], False),
        (["sub/c.md", "./sub/c.md"], ["sub/c.md", "sub/c.md"], False),
    ],
    ids=str,
)
def test_expand(files: list[str], names: list[str], single: bool) -> None:
    inputs, found_single = expand(files)
    assert [item.name for item in inputs] == names
    assert found_single == single


@pytest.mark.usefixtures("tree")
def test_the_path_is_as_named() -> None:
    assert expand(["sub"])[0] == [Input("sub/c.md", "c.md")]


def test_standard_input_has_a_name() -> None:
    assert expand(["-"], "report.html")[0][0].name == "report.html"


@pytest.mark.parametrize("files", [["-", "-"], ["nothing*.txt"], ["{empty}"]], ids=str)
def test_refused(tmp_path: Path, files: list[str]) -> None:
    with pytest.raises(click.UsageError):
        expand([file.format(empty=tmp_path) for file in files])
