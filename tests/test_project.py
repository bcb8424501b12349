"""The project keeps its own rules: versions, locks, sizes, documents, and no trace of anyone's machine."""

import ast
import importlib
import pkgutil
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

import gongkai

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
MODULES = sorted(
    path
    for top in ("src", "tests", "bench", "scripts")
    for path in (ROOT / top).rglob("*.py")
    if path.parent.name != "migrations"  # written by Django
)
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]

MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 60

# A home folder, of any system: /home/ann/, /Users/ann/, C:\Users\ann.
HOME_FOLDER = re.compile(r"(?<![\w.])/(?:home|Users)/\w+/|[A-Z]:\\Users\\\w+")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def normalised(package: str) -> str:
    """The name of a package as registries compare it."""
    return re.sub(r"[-_.]+", "-", package).lower()


def packages(requirements: list[str]) -> set[str]:
    return {normalised(re.split(r"[\[<>=~! ;]", line, maxsplit=1)[0]) for line in requirements}


def locked(lock: Path) -> dict[str, str]:
    """Package and version, as one lock pins them."""
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^ ;\\]+)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {normalised(package): version for package, version in pins}


def extra(wanted: str) -> set[str]:
    return packages(PYPROJECT["project"]["optional-dependencies"][wanted])


def tracked() -> list[Path]:
    """The files that git keeps; outside a git checkout there is nothing to look at."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / line for line in listed.stdout.split("\0") if line and (ROOT / line).is_file()]


def test_the_version_is_told_once() -> None:
    assert PYPROJECT["project"]["version"] == gongkai.__version__


def test_the_changelog_has_a_section_for_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(gongkai.__version__)}\]", text, flags=re.MULTILINE)


class TestLocks:
    def test_there_is_one_for_the_core_the_site_the_developers_and_the_bench(self) -> None:
        assert [lock.stem for lock in LOCKS] == ["base", "bench", "dev", "site"]

    @pytest.mark.parametrize("lock", LOCKS, ids=name)
    def test_names_no_host_and_no_folder(self, lock: Path) -> None:
        assert not re.findall(r"^.*(?:https?|file)://.*$", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)

    @pytest.mark.parametrize("lock", LOCKS, ids=name)
    def test_every_version_has_hashes(self, lock: Path) -> None:
        lines = lock.read_text(encoding="utf-8").splitlines()
        pins = [number for number, line in enumerate(lines) if re.match(r"[\w.-]+(?:\[[\w,-]+\])?==", line)]
        assert pins
        assert [lines[at] for at in pins if not lines[at + 1].startswith("    --hash=sha256:")] == []

    @pytest.mark.parametrize(
        ("lock", "extras"),
        [
            ("base", ()),
            ("site", ("site", "pg", "pdf")),
            ("dev", ("dev", "site", "pg")),
            ("bench", ("bench",)),
        ],
        ids=["base", "site", "dev", "bench"],
    )
    def test_holds_all_that_the_project_asks_for(self, lock: str, extras: tuple[str, ...]) -> None:
        wanted = packages(PYPROJECT["project"]["dependencies"]).union(*map(extra, extras))
        assert wanted - set(locked(ROOT / "requirements" / f"{lock}.txt")) == set()

    def test_developers_run_the_core_that_users_get(self) -> None:
        base, dev = (locked(ROOT / "requirements" / f"{lock}.txt") for lock in ("base", "dev"))
        assert {package: dev.get(package) for package in base} == base


class TestModules:
    @pytest.mark.parametrize("module", MODULES, ids=name)
    def test_is_short_enough_to_read(self, module: Path) -> None:
        assert len(module.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE_LINES

    def test_functions_fit_a_screen(self) -> None:
        long = [
            f"{name(module)}:{node.lineno} {node.name}"
            for module in MODULES
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION_LINES
        ]
        assert long == []

    def test_can_be_imported_one_by_one(self) -> None:
        for module in pkgutil.walk_packages(gongkai.__path__, "gongkai."):
            importlib.import_module(module.name)


class TestDocuments:
    @pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
    def test_a_readme_opens_with_the_two_commands(self, readme: str) -> None:
        opening = (ROOT / readme).read_text(encoding="utf-8")[:600]
        assert "make demo" in opening
        assert "make test" in opening

    @pytest.mark.parametrize("document", DOCUMENTS, ids=name)
    def test_links_lead_somewhere(self, document: Path) -> None:
        links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
        inside = [link for link in links if not re.match(r"[a-z]+:", link)]
        assert [link for link in inside if not (document.parent / link).exists()] == []

    def test_every_dependency_has_its_reason(self) -> None:
        text = (ROOT / "docs" / "decisions" / "0004-dependencies.md").read_text(encoding="utf-8")
        reasons = {normalised(package) for package in re.findall(r"^\| ([\w.-]+) \|", text, flags=re.MULTILINE)}
        project = PYPROJECT["project"]
        asked = packages(project["dependencies"]).union(*map(extra, project["optional-dependencies"]))
        assert asked - reasons == set()

    def test_every_make_target_tells_what_it_does(self) -> None:
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        phony = re.search(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
        assert phony
        assert set(re.findall(r"^(\w+):.*## \S", makefile, flags=re.MULTILINE)) == set(phony[1].split())


def test_no_tracked_file_mentions_a_machine() -> None:
    """Neither the folder of this checkout, nor the home of who runs this test, nor anyone's."""
    places = {str(ROOT), str(Path.home())} - {"/"}
    found: list[str] = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="replace")
        hits = {place for place in places if f"{place}/" in text}
        hits.update(match.group() for match in HOME_FOLDER.finditer(text) if path != Path(__file__))
        found.extend(f"{name(path)}: {hit}" for hit in sorted(hits))
    assert found == []
