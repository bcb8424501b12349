"""Two reviewers who decide in the same moment, each in a connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from gongkai.errors import ConflictError
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.review import services
from gongkai.site.review.models import Case, Decision
from gongkai.site.review.selectors import cases
from gongkai.site.web.scope import Scope


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time")
@pytest.mark.usefixtures("without_triggers")
def test_one_wins_and_the_other_is_told(
    opened: Case,
    office: dict[str, User],
    county: Body,
    person: Callable[..., User],
    scope_of: Callable[[User], Scope],
) -> None:
    rivals = [scope_of(office["reviewer"]), *(scope_of(person("reviewer", county)) for _ in range(3))]
    start, results = threading.Barrier(len(rivals)), []

    def decide(scope: Scope) -> None:
        start.wait()
        try:
            services.decide(scope, case=opened.pk, round=1, position=1, outcome="passed")
            results.append("won")
        except ConflictError as error:
            results.append(error.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[scope]) for scope in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner = cases.parts(Decision, opened).select_related("decided_by").get().decided_by
    assert sorted(results, key=len)[0] == "won"
    assert all(f"已由{winner.name}于" in result for result in results if result != "won")
    assert len(results) == len(rivals)
