"""Usage: icon_sprite.py FOLDER TARGET. Draws the icons that pages use into one SVG file, each a symbol of its name."""

import re
import sys
from pathlib import Path

ICONS = """
arrow-counterclockwise arrow-left bar-chart bell box-arrow-right building calendar-event card-checklist check-circle
check-lg chevron-down chevron-right circle-half clipboard-check clock download envelope exclamation-circle
exclamation-triangle file-earmark-text filter folder2-open funnel geo-alt globe2 house inbox info-circle journal-text
list list-check pencil people person-circle plus-lg printer question-circle rss search send shield-check shield-lock
signpost-split sliders telephone text-paragraph type upload x-lg eye mailbox fonts universal-access link-45deg
""".split()


def symbol(name: str, text: str) -> str:
    found = re.search(r'viewBox="([^"]+)"[^>]*>(.*)</svg>', text, flags=re.DOTALL)
    if found is None:
        raise SystemExit(f"{name}.svg: not drawn as expected")
    inside = re.sub(r"\s*\n\s*", "", found[2])
    return f'<symbol id="{name}" viewBox="{found[1]}">{inside}</symbol>'


def main(folder: Path, target: Path) -> None:
    symbols = [symbol(name, (folder / f"{name}.svg").read_text("utf-8")) for name in sorted(ICONS)]
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = ['<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor">', *symbols, "</svg>", ""]
    target.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
