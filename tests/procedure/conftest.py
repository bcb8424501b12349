"""What the tests of the procedure share: the law of the package, loaded once."""

import pytest

from gongkai.law import LawBook
from gongkai.procedure.rules import Procedure


@pytest.fixture(scope="session")
def book() -> LawBook:
    return LawBook.open()


@pytest.fixture(scope="session")
def procedure(book: LawBook) -> Procedure:
    return Procedure(book)
