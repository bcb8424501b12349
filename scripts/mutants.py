"""Changes a package one small piece at a time, and asks the tests whether they notice.

``python scripts/mutants.py [MODULE...]`` changes ``gongkai.procedure`` (or the modules named). Each change runs in a
process of its own: first the worked cases, which are quick, then the tests of the package. A change that no test
notices is printed. Docstrings, annotations and Chinese sentences are left alone. Before all else a module runs once
unchanged: tests that notice even that would notice everything, and the score would mean nothing.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "gongkai" / "procedure"
TESTS = [
    *(f"tests/procedure/test_{name}.py" for name in ("lifecycle", "terms", "fees", "records")),
    "tests/procedure/test_properties.py",
]
# Tests outside the package that are about one module of it.
MORE = {"gongkai.procedure.calendar": ["tests/law/test_calendar.py"]}
# Some plugins are loaded before pytest starts, which it would warn of; a warning would end the run.
ARGUMENTS = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
SECONDS = 200
BYTES = 4 * 1024**3
# What a process gives back whose tests could not be run.
BROKEN = 3
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """One change: where, what, and the changed module."""

    module: str
    line: int
    what: str
    tree: ast.Module


class Places(ast.NodeVisitor):
    """Every node that may be changed, as paths of (field, index) from the root."""

    def __init__(self) -> None:
        self.found: list[ast.AST] = []

    def generic_visit(self, node: ast.AST) -> None:
        """Gather, leaving out annotations, docstrings and what only types need."""
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
            return
        self.found.append(node)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "bases", "type_comment"):
                continue
            if name == "keywords" and isinstance(node, ast.ClassDef):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _is_docstring(child):
                    self.visit(child)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], ast.AST | None]]]:
    """What can be done to a node: a name for it, and a function that changes it in place or gives another."""
    if isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            if type(operator) in SWAPS:
                yield f"{type(operator).__name__} swapped", _swap_compare(i)
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPS:
        yield f"{type(node.op).__name__} swapped", _swap
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not dropped", lambda n: n.operand if isinstance(n, ast.UnaryOp) else None
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition turned round", _negate
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "returns None", _return_none
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield f"{node.id} swapped", lambda n: ast.Name(NAMES[n.id], n.ctx) if isinstance(n, ast.Name) else None
    elif isinstance(node, ast.Constant):
        yield from _constant(node)


def _constant(node: ast.Constant) -> Iterator[tuple[str, Callable[[ast.AST], ast.AST | None]]]:
    value = node.value
    if isinstance(value, bool):
        yield "boolean turned round", lambda _: ast.Constant(not value)
    elif isinstance(value, int):
        yield f"{value} + 1", lambda _: ast.Constant(value + 1)
    elif isinstance(value, str) and value.isascii():
        yield f"{value!r} changed", lambda _: ast.Constant(value + "x")


def _swap_compare(i: int) -> Callable[[ast.AST], ast.AST | None]:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Compare)
        node.ops[i] = SWAPS[type(node.ops[i])]()  # type: ignore[call-overload]

    return change


def _swap(node: ast.AST) -> None:
    assert isinstance(node, ast.BoolOp | ast.BinOp)
    node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]


def _negate(node: ast.AST) -> None:
    assert isinstance(node, ast.If | ast.IfExp | ast.While)
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _return_none(node: ast.AST) -> None:
    assert isinstance(node, ast.Return)
    node.value = ast.Constant(None)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of one module."""
    source = path.read_text(encoding="utf-8")
    module = f"gongkai.{path.parent.name}.{path.stem}"
    for at, node in enumerate(_places(ast.parse(source))):
        for what, _ in changes(node):
            tree = ast.parse(source)
            target = _places(tree)[at]
            change = dict(changes(target))[what]
            other = change(target)
            if other is not None:
                _Replace(target, other).visit(tree)
            yield Mutant(module, getattr(node, "lineno", 0), what, ast.fix_missing_locations(tree))


def _places(tree: ast.Module) -> list[ast.AST]:
    places = Places()
    places.visit(tree)
    return places.found


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old = old
        self.new = new

    def visit(self, node: ast.AST) -> ast.AST:
        """Put the new node where the old one is."""
        if node is self.old:
            return ast.copy_location(self.new, node)
        result = self.generic_visit(node)
        assert isinstance(result, ast.AST)
        return result


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from changed code, everything else as usual."""

    def __init__(self, module: str, code: CodeType) -> None:
        self.module = module
        self.code = code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The changed module."""
        del path, target
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.module else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code."""
        exec(self.code, module.__dict__)


def noticed(mutant: Mutant) -> bool:
    """Whether a test fails, an import breaks or the tests never end; runs in a process of its own.

    Raises RuntimeError where the tests could not be run at all.
    """
    child = os.fork()
    if child == 0:
        os._exit(_in_child(mutant))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == BROKEN:
        raise RuntimeError(f"the tests cannot be run: {mutant.module}:{mutant.line}: {mutant.what}")
    return code != 0


def unchanged(path: Path) -> Mutant:
    """A module as it is, to see that nothing is noticed where nothing has changed."""
    return Mutant(f"gongkai.{path.parent.name}.{path.stem}", 0, "unchanged", ast.parse(path.read_text("utf-8")))


def _in_child(mutant: Mutant) -> int:
    signal.alarm(SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    try:
        code = compile(mutant.tree, mutant.module, "exec")
        sys.meta_path.insert(0, _Finder(mutant.module, code))
        return 1 if _cases_fail() else _tests_fail(mutant.module)
    except BaseException:  # whatever it is, it was noticed
        return 1


def _cases_fail() -> bool:
    from gongkai.law import current_book
    from gongkai.procedure.rules import Procedure
    from tests.procedure.casebook import read_cases, work_out

    procedure = Procedure(current_book())
    return any(work_out(procedure, case) != case.expect for case in read_cases())


def _tests_fail(module: str) -> int:
    import pytest

    code = pytest.main([*ARGUMENTS, *TESTS, *MORE.get(module, ())])
    # Interrupted is what a test module that cannot be imported gives; the rest is not about the code.
    if code in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED):
        return int(code != pytest.ExitCode.OK)
    return BROKEN


def main() -> int:
    """Run all mutants; 1 where fewer are noticed than was asked for."""
    parser = argparse.ArgumentParser(description="How many small changes of the code do the tests notice?")
    parser.add_argument("modules", nargs="*", help="modules of gongkai.procedure, such as clock")
    parser.add_argument("--sample", type=int, help="only so many, drawn at random")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=float, default=85, help="percentage that must be noticed (default: 85)")
    options = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    names = options.modules or sorted(path.stem for path in PACKAGE.glob("*.py"))
    found = [mutant for name in names for mutant in mutants(PACKAGE / f"{name}.py")]
    if options.sample and options.sample < len(found):
        found = random.Random(0).sample(found, options.sample)
    _warm()
    start = time.monotonic()
    with ThreadPoolExecutor(options.jobs) as pool:
        if noticed(unchanged(PACKAGE / f"{names[0]}.py")):
            sys.exit("the tests fail even where nothing has changed")
        missed = 0
        for mutant, seen in zip(found, pool.map(noticed, found), strict=True):
            if not seen:
                missed += 1
                print(f"{mutant.module}:{mutant.line}: {mutant.what}", flush=True)
    rate = 100 * (len(found) - missed) / max(1, len(found))
    minutes = (time.monotonic() - start) / 60
    print(f"{len(found)} changes, {len(found) - missed} noticed: {rate:.1f} % in {minutes:.1f} minutes")
    return int(rate < options.least)


def _warm() -> None:
    """What every child needs and no change touches is imported or loaded once, before the processes part."""
    import hypothesis
    import pytest
    import yaml

    from gongkai.law import LawBook, current_book

    del hypothesis, pytest, yaml
    book = current_book()

    def loaded() -> LawBook:
        return book

    LawBook.open = loaded  # type: ignore[assignment, method-assign]
    os.environ["HYPOTHESIS_PROFILE"] = "quick"


if __name__ == "__main__":
    sys.exit(main())
