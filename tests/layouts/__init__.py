"""Known reports laid out in many ways.

``known`` says what a report holds, ``drawing`` puts it on a sheet, ``changes`` and ``damage`` alter that.
The layouts of ``catalogue`` write it out, ``encoding`` makes bytes of it. ``strategies`` draws all of them
for hypothesis, ``judge`` says what a reader made of it. The form is known only through ``gongkai.report``.
"""

from tests.layouts.catalogue import LAYOUTS, Layout
from tests.layouts.damage import DAMAGES, Damage, Damaged
from tests.layouts.drawing import Style, draw
from tests.layouts.encoding import Encoding
from tests.layouts.known import KnownReport, Prose, Value, completed, the_form, the_law, values_of

__all__ = [
    "DAMAGES",
    "LAYOUTS",
    "Damage",
    "Damaged",
    "Encoding",
    "KnownReport",
    "Layout",
    "Prose",
    "Style",
    "Value",
    "completed",
    "draw",
    "the_form",
    "the_law",
    "values_of",
]
