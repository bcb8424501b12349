"""Files that were made to do harm, or came to harm: told in time, and the reader goes on with the next."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest

from gongkai.errors import InputError, TooLargeError
from gongkai.reading.document import Grid
from gongkai.reading.formats.pdf import worker
from gongkai.reading.formats.sniff import read_document
from tests.layouts.strokes import bars, pdf, stream, stroked, words

LINES = ((50, 100, 250, 100), (50, 200, 250, 200), (50, 100, 50, 200), (150, 100, 150, 200), (250, 100, 250, 200))
FILE = pdf([stroked(*LINES) + words((60, 150, "a"), (160, 150, "1")), bars(*LINES) + words((60, 150, "b"))])
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /XObject << /X {} 0 R >> >>"


def mutated(random: Random) -> bytes:
    """The file with a few bytes changed, lost, or put in again elsewhere."""
    data = bytearray(FILE)
    for _ in range(random.choice((1, 3, 10, 40))):
        at, to = random.randrange(9, len(data)), random.randrange(9, len(data))
        what = random.randrange(4)
        if what == 0:
            data[at] = random.randrange(256)
        elif what == 1:
            del data[at : at + random.randrange(1, 20)]
        elif what == 2:
            data[at:at] = data[to : to + random.randrange(1, 60)]
        else:
            data[at : at + 1] = str(random.choice((0, 7, 99, 2**31, 10**12))).encode()
    return bytes(data)


@pytest.mark.parametrize("seed", range(8))
def test_damaged_bytes_are_read_or_told(seed: int) -> None:
    random = Random(seed)
    for _ in range(40):
        with suppress(InputError):
            read_document(mutated(random), "report.pdf")


def test_forms_in_forms_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five forms in each of five, twenty deep: more objects than can ever be counted, in a few kilobytes."""
    monkeypatch.setattr(worker, "SECONDS", 1.0)
    forms = {100 + i: stream(b"/X Do /X Do /X Do /X Do /X Do", FORM.format(101 + i)) for i in range(20)}
    with pytest.raises(TooLargeError, match="没有读完"):
        read_document(pdf(["/X Do"], resources="/XObject << /X 100 0 R >>", more=forms))
    monkeypatch.undo()
    assert any(isinstance(block, Grid) for block in read_document(FILE).blocks)


def test_a_stream_that_unpacks_to_more_than_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SECONDS", 30.0)
    huge = stream(b" " * 300_000_000, FORM.format(3), filters=2)
    assert len(huge) < 10_000
    with pytest.raises(TooLargeError):
        read_document(pdf(["/X Do"], resources="/XObject << /X 100 0 R >>", more={100: huge}))
    assert any(isinstance(block, Grid) for block in read_document(FILE).blocks)
