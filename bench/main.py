"""The command: builds the corpus, measures, shows a table or JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench import corpus, measure

# Reports a second that the project promises itself, for text.
GOALS = {"read": "600, stretch 1,500", "read + check": "500"}


def main() -> None:
    """Parse the command line, measure, print."""
    options = _parser().parse_args()
    files = corpus.build(options.reports, options.seed)
    pinned = measure.one_core()
    result: dict[str, object] = {
        "command": " ".join(["python", *sys.argv]),
        "machine": machine(pinned),
        "corpus": described(files),
        "rates": [asdict(rate) for rate in measure.rates(files, options.rounds)],
        "layouts": [asdict(rate) for rate in measure.slowest_layouts(files)],
        "slowest": measure.slowest_files(files),
        "endless": measure.endless(),
        "profile": [] if options.no_profile else [asdict(hot) for hot in measure.profile(files)],
    }
    print(json.dumps(result, ensure_ascii=False, indent=1) if options.json else shown(result, options.rounds))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Reports a second, one process on one core, caches warm.")
    parser.add_argument("--reports", type=int, default=600, help="size of the corpus (default: 600)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count (default: 5)")
    parser.add_argument("--seed", type=int, default=2021, help="seed of the corpus (default: 2021)")
    parser.add_argument("--no-profile", action="store_true", help="leave out where the time goes")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return parser


def machine(pinned: bool) -> dict[str, object]:
    """What the figures were measured on."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": load,
        "additions": measure.additions(),
        "one_core": pinned,
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or "unknown"


def described(files: Sequence[corpus.File]) -> dict[str, object]:
    """The corpus in figures; sizes in bytes."""
    sizes = sorted(len(file.data) for file in files)
    return {
        "reports": len(files),
        "bytes": sum(sizes),
        "smallest": sizes[0],
        "median": sizes[len(sizes) // 2],
        "largest": sizes[-1],
        "layouts": len({file.layout for file in files}),
        "damaged": dict(Counter(file.damage for file in files if file.damage)),
    }


def shown(result: dict[str, object], rounds: int) -> str:
    """The result as a table."""
    host, files = result["machine"], result["corpus"]
    assert isinstance(host, dict)
    assert isinstance(files, dict)
    lines = [
        f"$ {result['command']}",
        f"{host['python']}, {host['system']}, {host['processor']}, {host['cores']} cores, load {host['load']}",
        f"a plain loop makes {host['additions']:.0f} million additions a second here",
        f"one process{', kept on one core' if host['one_core'] else ''}; processor time",
        f"law and caches warm; {rounds} rounds",
        f"{files['reports']} text reports in {files['layouts']} layouts, {sum(files['damaged'].values())} damaged, "
        f"{files['smallest']:,} to {files['largest']:,} bytes, median {files['median']:,}",
        "",
        f"{'reports a second':<34}{'median':>9}{'least':>9}{'most':>9}   goal",
        *_rows(result["rates"], GOALS),
        "",
        f"{'reading by layout':<34}{'median':>9}{'least':>9}{'most':>9}",
        *_rows(result["layouts"], {}),
    ]
    lines += ["", "slowest reports, milliseconds to read"]
    lines += [f"{slow['ms']:>9,.1f}  {slow['name']}  {slow['made']}" for slow in _entries(result["slowest"])]
    lines += ["", "one sentence without end, seconds to find its figures"]
    lines += [
        f"{one['seconds']:>9,.2f}  {one['kilobytes']} KB, {one['figures']:,} figures"
        for one in _entries(result["endless"])
    ]
    if result["profile"]:
        lines += ["", "where the time goes (reading and checking, under cProfile, time in the function itself)"]
        lines += [
            f"{hot['share']:>7.1%} {hot['calls']:>10,} calls  {hot['where']}" for hot in _entries(result["profile"])
        ]
    return "\n".join(lines)


def _rows(rates: object, goals: dict[str, str]) -> list[str]:
    return [
        f"{rate['name']:<34}{rate['median']:>9,.0f}{rate['least']:>9,.0f}{rate['most']:>9,.0f}"
        f"   {goals.get(str(rate['name']), '')}".rstrip()
        for rate in _entries(rates)
    ]


def _entries(entries: object) -> list[dict[str, object]]:
    assert isinstance(entries, list)
    return entries
