"""What held in the past rests on what was in force then: nothing of 2010 cites a regulation of 2019."""

from collections.abc import Iterator

import pytest

from gongkai.law.load import load
from gongkai.law.procedure_model import Dated

LAW = load()
INSTRUMENTS = {instrument.id: instrument for instrument in LAW.instruments}
# Terms whose reading is drawn from a later text that says what held before.
EXPLAINED_LATER = {"deadlines/suit": "civil-procedure", "deadlines/reconsideration_silence": "disclosure-cases-2025"}


def dated() -> Iterator[tuple[str, Dated]]:
    """Every value of the procedure's data that has its day."""
    for event in LAW.lifecycle[0].events:
        yield f"lifecycle/{event.id}", event
    for channel in LAW.channels:
        yield from ((f"channels/{channel.id}", rule) for rule in channel.rules)
    for deadline in LAW.deadlines:
        yield from ((f"deadlines/{deadline.id}", value) for value in deadline.values)
    for scale in LAW.fees:
        yield f"fees/{scale.id}", scale


@pytest.mark.parametrize(("name", "value"), [pytest.param(n, v, id=f"{n}@{v.since}") for n, v in dated()])
def test_rests_on_what_was_in_force(name: str, value: Dated) -> None:
    for basis in value.basis:  # type: ignore[attr-defined]
        instrument = INSTRUMENTS[basis.partition("#")[0]]
        if instrument.id == EXPLAINED_LATER.get(name):
            continue
        assert instrument.in_force <= value.since, basis
        assert instrument.ends is None or (value.ends is not None and value.ends <= instrument.ends), basis
