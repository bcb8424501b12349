"""Ways to read a row, and the solver: a value is given if and only if it is the same in every solution."""

from collections.abc import Mapping, Sequence

import pytest

from gongkai.reading.match.candidates import Printed, RowIdentity, Vector, candidates, cuts, settle
from gongkai.reading.match.solve import solve
from gongkai.text.numbers import parse_tokens

SUM: tuple[RowIdentity, ...] = (((0, 1), (2,)),)


def ways(text: str, columns: int = 3, identities: Sequence[RowIdentity] = SUM) -> list[Vector] | None:
    """The readings of cells parted by ``|``, of values parted by spaces."""
    printed = []
    for cell in text.split("|"):
        tokens = parse_tokens(cell) or ()
        printed += [Printed(token, i + 1 < len(tokens)) for i, token in enumerate(tokens)]
    return candidates(printed, columns, identities)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1|2|3", [(1, 2, 3)]),
        ("1|2|4", []),
        ("/|2|3", [(1, 2, 3)]),
        ("0|0", [(0, 0, 0)]),
        ("2|2", [(2, 2, 4), (2, 0, 2), (0, 2, 2)]),
        ("41 3|0|413", [(413, 0, 413)]),
        ("1|2|3|0", [(1, 2, 3)]),
        ("0|0|0|0|0", [(0, 0, 0)]),
        ("123|3", None),
        ("", [(None, None, None)]),
    ],
)
def test_ways_to_read_a_row(text: str, expected: list[Vector] | None) -> None:
    found = ways(text)
    if expected is None:
        assert found is not None
        assert all(settle(vector, SUM) == vector for vector in found)
    else:
        assert sorted(found or [], key=str) == sorted(expected, key=str)


def test_too_many_ways_are_not_looked_at() -> None:
    assert ways("|".join("0" * 40)) is None


@pytest.mark.parametrize(
    ("digits", "parts", "expected"),
    [("000", 3, [(0, 0, 0)]), ("102", 2, [(10, 2)]), ("12", 2, [(1, 2)]), ("01", 1, []), ("7", 1, [(7,)])],
)
def test_cuts(digits: str, parts: int, expected: list[tuple[int, ...]]) -> None:
    assert list(cuts(digits, parts)) == expected


COLUMN = ((("a", "b"), ("t",)),)
BALANCE = ((("n",), ("t", "o")),)


@pytest.mark.parametrize(
    ("options", "identities", "rows", "dropped"),
    [
        ({"a": [(1,)], "b": [(2,)], "t": [(3,)]}, COLUMN, {"a": (1,), "b": (2,), "t": (3,)}, 0),
        ({"a": [(1,), (2,)], "b": [(2,)], "t": [(3,)]}, COLUMN, {"a": (1,), "b": (2,), "t": (3,)}, 0),
        ({"a": [(1,), (2,)], "b": [(1,), (2,)], "t": [(3,)]}, COLUMN, {"a": (None,), "b": (None,), "t": (3,)}, 0),
        ({"a": [(None,)], "b": [(2,)], "t": [(3,)]}, COLUMN, {"a": (1,), "b": (2,), "t": (3,)}, 0),
        ({"a": [(None,)], "b": [(None,)], "t": [(3,)]}, COLUMN, {"a": (None,), "b": (None,), "t": (3,)}, 0),
        ({"a": [(9,), (8,)], "b": [(2,)], "t": [(3,)]}, COLUMN, {"a": (None,), "b": (2,), "t": (3,)}, 1),
        ({"a": [(9,), (8,)], "t": [(3,)]}, COLUMN, {"a": (None,), "t": (3,)}, 0),
        (
            {"a": [(1,)], "b": [(1,)], "t": [(3,), (4,)], "n": [(4,)], "o": [(0,)]},
            COLUMN + BALANCE,
            {"a": (1,), "b": (1,), "t": (4,), "n": (4,), "o": (0,)},
            1,
        ),
    ],
    ids=["fixed", "one fits", "two ways", "free", "both free", "nothing fits", "row missing", "balance alone"],
)
def test_solutions(
    options: Mapping[str, Sequence[Vector]],
    identities: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...],
    rows: Mapping[str, Vector],
    dropped: int,
) -> None:
    solved = solve(options, identities, 1)
    assert (dict(solved.rows), solved.dropped) == (rows, dropped)
