"""The models of rapidocr: where lines of text stand on a picture, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.reading.formats.pdf.marks import Box

# The longer side of the picture on which lines are looked for. Twice as much takes four times as long and half a
# gigabyte, and finds no more of a printed page.
_LOOKED_AT = 896
# Pictures of lines are filled up to this width at least (for 48 pixels of height). The library's own 320 makes a single
# figure take as long as seven.
_NARROWEST = 48
_TOGETHER = 2
_SETTINGS = {
    "Global.log_level": "critical",
    "Det.limit_type": "max",
    "Det.limit_side_len": _LOOKED_AT,
    "Rec.rec_img_shape": [3, 48, _NARROWEST],
    "Rec.rec_batch_num": _TOGETHER,
    # More threads than one share out work that is too small to be shared, and wait for one another.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
}


class Engine:
    """Finds and recognises; the models are loaded when it is made."""

    def __init__(self, numpy: Any, rapidocr: Any) -> None:
        self._engine = rapidocr.RapidOCR(params=_SETTINGS)
        self._input = rapidocr.ch_ppocr_rec.TextRecInput
        blank = numpy.full((64, 64, 3), 255, numpy.uint8)
        self._engine(blank, use_det=False, use_cls=False, use_rec=True)
        self.find(blank)

    def find(self, colour: Any) -> list[Box]:
        """The boxes around the lines of text on a picture with three channels."""
        found = self._engine(colour, use_det=True, use_cls=False, use_rec=False)
        if getattr(found, "boxes", None) is None:
            return []
        corners = [([float(x) for x, _ in box], [float(y) for _, y in box]) for box in found.boxes]
        return [(min(xs), min(ys), max(xs), max(ys)) for xs, ys in corners]

    def recognise(self, lines: Sequence[Any]) -> list[tuple[str, float]]:
        """What each picture of one line says, and how sure that is (0 to 1)."""
        if not lines:
            return []
        result = self._engine.text_rec(self._input(img=list(lines)))
        return [(str(text), float(score)) for text, score in zip(result.txts, result.scores, strict=True)]
