"""Bodies -> files that can be read again: XLSX with a sheet for bodies and one for offices, CSV with both in one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
import yaml

from gongkai.site.bodies import selectors
from gongkai.site.bodies.importing.columns import Words, words
from gongkai.site.bodies.importing.plan import in_words
from gongkai.site.bodies.models import Body, Office
from gongkai.site.web import sheets
from gongkai.site.web.scope import Scope
from gongkai.text.identifiers import credit_check

Cells = dict[str, str]
_WIDTHS: Final = {"name": 32, "code": 24, "superior": 24, "hint": 80}
# Where the example's entries have the inner places of a code.
_CODES: Final = {"code": "org", "superior": "superior"}


class Listing(msgspec.Struct, frozen=True):
    """The lines of a file, by the ids of their columns."""

    bodies: list[Cells]
    offices: list[Cells]


def listing(scope: Scope) -> Listing:
    """The bodies that ``scope`` sees and that are not closed, superiors first, with their offices. Three queries."""
    seen = selectors.visible(scope).filter(selectors.in_being(scope.today))
    above = dict(Body.objects.values_list("path", "code"))
    bodies = [_cells(body, words().headings(), above.get(body.path[: -Body.steplen], "")) for body in seen]
    offices = (
        Office.objects.within(scope, "body.view")
        .filter(selectors.in_force(scope.today), body__in=seen.values("pk"))
        .select_related("body")
        .order_by("body__path", "kind", "division", "name", "pk")
    )
    columns = words().headings(offices=True)
    return Listing(bodies, [_cells(office, columns, office.body.code) for office in offices])


def example() -> Listing:
    """A fictional county, as an example to fill in."""
    text = files("gongkai.site.bodies").joinpath("data/example.yaml").read_text("utf-8")
    data = yaml.safe_load(text)

    def cells(entry: dict[str, str]) -> Cells:
        coded = {column: _code(data["first"] + entry[key]) for column, key in _CODES.items() if key in entry}
        return {column: in_words(column, value) for column, value in entry.items() if column != "org"} | coded

    return Listing([cells(entry) for entry in data["bodies"]], [cells(entry) for entry in data["offices"]])


def _code(first: str) -> str:
    return first + credit_check(first)


def to_csv(content: Listing) -> bytes:
    """UTF-8 with the mark that spreadsheets want."""
    file = io.StringIO(newline="")
    headings = words().headings()
    writer = csv.DictWriter(file, list(headings))
    writer.writerow(headings)
    writer.writerows([*content.bodies, *content.offices])
    return file.getvalue().encode("utf-8-sig")


def to_xlsx(content: Listing, *, guide: bool = False) -> bytes:
    """A workbook in which everything is text, so that codes keep their digits; ``guide`` adds what to fill in."""
    known = words()
    bodies = (known.sheets["bodies"], known.headings(), content.bodies)
    offices = (known.sheets["offices"], known.headings(offices=True), content.offices)
    hints = (known.sheets["guide"], {"name": "列", "hint": "怎么填"}, _guide(known))
    return sheets.write([bodies, offices, hints] if guide else [bodies, offices], _WIDTHS)


def _guide(known: Words) -> list[Cells]:
    return [{"name": column.label, "hint": column.hint} for column in known.columns]


def _cells(row: Body | Office, columns: Iterable[str], superior: str) -> Cells:
    given = {column: getattr(row, column) for column in columns if column != "superior"}
    return {column: in_words(column, value) for column, value in given.items() if value} | {"superior": superior}


@cache
def example_file() -> bytes:
    """The example as a workbook."""
    return to_xlsx(example(), guide=True)
