"""``python -m bench.rollup``: a thousand reports of one year into an aggregate, reading included, from the command."""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import corpus, measure

GOAL = "1,000 reports in under 5 s including reading"


def main() -> None:
    """Write the reports to a folder, run the command on it, print how long it took and what it cost."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = corpus.of_one_year(options.reports, options.seed)
        for file in files:
            (Path(folder) / "in").mkdir(exist_ok=True)
            (Path(folder) / "in" / file.name).write_bytes(file.data)
        taken = [_run(Path(folder), options.jobs) for _ in range(options.rounds + 1)][1:]
        result = json.loads((Path(folder) / "county.json").read_bytes())
    contributions = result["contributions"]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"a plain loop makes {measure.additions():.0f} million additions a second here; load {load:.1f}")
    print(f"{len(files)} text reports, {sum(len(f.data) for f in files) / 1e6:.1f} MB; goal: {GOAL}")
    print(f"in the sum {len(contributions['reports'])}, excluded {len(contributions['excluded'])}")
    print(f"seconds, from start to finished file: median {statistics.median(taken):.2f}, least {min(taken):.2f}")
    print(f"processor seconds a run {(used.ru_utime + used.ru_stime) / (options.rounds + 1):.2f}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Seconds to read reports and roll them up.")
    parser.add_argument("--reports", type=int, default=1_000, help="how many reports (default: 1000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count; one before warms up (default: 3)")
    parser.add_argument("--seed", type=int, default=2023, help="seed of the reports (default: 2023)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: all cores)")
    return parser


def _run(folder: Path, jobs: int) -> float:
    command = [sys.executable, "-m", "gongkai", "rollup", str(folder / "in"), "--body", "云溪县", "--year", "2023"]
    command += ["-o", str(folder / "county.json"), "--jobs", str(jobs)]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 2):
        sys.exit(done.stderr.decode())
    return taken


if __name__ == "__main__":
    main()
