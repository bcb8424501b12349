"""``make bench``: reports a second on one core. From the project's folder: ``python bench/run.py --help``."""

import sys
from pathlib import Path

# The generator of the corpus stands in tests, which is no installed package.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.main import main

if __name__ == "__main__":
    main()
