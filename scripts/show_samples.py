"""Reads and checks every report in ``samples`` with the command line, as a visitor would.

The samples hold planted defects, so a check that finds some (status 1) is what is wanted here. A sample that
cannot be read (status 2) is a failure of the demonstration.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
SUFFIXES = {".txt", ".md", ".html", ".docx", ".xlsx", ".pdf"}


def gongkai(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command from the project's root, so that it shows short paths."""
    command = [sys.executable, "-m", "gongkai", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def kinds(report: dict[str, dict[str, dict[str, object]]]) -> str:
    """How many cells were read of which kind, in one line."""
    counts = Counter(str(cell["kind"]) for cell in report["cells"].values())
    return ", ".join(f"{number} {kind}" for kind, number in counts.most_common())


def show(sample: Path) -> bool:
    """Prints what reading and checking one sample gives; false where the command failed."""
    name = sample.relative_to(ROOT).as_posix()
    read = gongkai("read", name, "--format", "json")
    print(f"\n$ gongkai read {name} --format json", flush=True)
    if read.returncode != 0:
        print(read.stdout + read.stderr)
        return False
    print(f"  {kinds(json.loads(read.stdout))}")
    check = gongkai("check", name)
    print(f"\n$ gongkai check {name}")
    print(check.stdout + check.stderr, flush=True)
    return check.returncode in (0, 1)


def main() -> int:
    """Shows every sample; 0 where all could be read."""
    samples = sorted(path for path in SAMPLES.rglob("*") if path.suffix in SUFFIXES and path.stem != "README")
    if not samples:
        print("samples/ holds no report yet")
        return 0
    failed = [sample.name for sample in samples if not show(sample)]
    print(f"{len(samples)} sample reports, {len(failed)} could not be read" + "".join(f"\n  {n}" for n in failed))
    return 2 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
