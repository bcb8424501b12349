"""What must hold in the lifecycle: every name leads somewhere, every state can be reached and left."""

from __future__ import annotations

from gongkai.law import model
from gongkai.law.procedure_model import Deadline, Document, EventText, Lifecycle
from gongkai.law.validate_procedure import ProcedureValidation


class LifecycleValidation(ProcedureValidation):
    """Checks of ``lifecycle.yaml``."""

    def lifecycle(self) -> None:
        """Check the one table; raises LawDataError at the first fault."""
        for table in self.law.lifecycle[1:]:
            self.fail(table, "", "只能有一张办理流程表")
        for table in self.law.lifecycle:
            self.basis(table, table.basis)
            self._parts(table)
            self._states(table)
            for i, event in enumerate(table.events):
                self._event(table, event, f".events[{i}]")
            self._overlaps(table)

    def _parts(self, table: Lifecycle) -> None:
        self.names(table, ".roles", (role.id for role in table.roles))
        guards = self.names(table, ".guards", (guard.id for guard in table.guards))
        self.names(table, ".services", (service.id for service in table.services))
        for i, service in enumerate(table.services):
            self.grounded(table, service, f".services[{i}]")
        if idle := guards - {guard for event in table.events for guard in event.guards}:
            self.fail(table, ".guards", f"条件“{sorted(idle)[0]}”没有任何事件使用")

    def _states(self, table: Lifecycle) -> None:
        known = self.names(table, ".states", (state.id for state in table.states))
        reached = {event.to for event in table.events}
        if lost := known - reached:
            self.fail(table, ".states", f"状态“{sorted(lost)[0]}”无法到达")
        if stuck := known - {source for event in table.events for source in event.sources}:
            self.fail(table, ".states", f"状态“{sorted(stuck)[0]}”无法离开")

    def _event(self, table: Lifecycle, event: EventText, key: str) -> None:
        self.grounded(table, event, key)
        self.in_order(table, [event], key)
        self._known(table, f"{key}.from", event.sources, {state.id for state in table.states}, "状态")
        self._known(table, f"{key}.to", (event.to,), {state.id for state in table.states}, "状态")
        self._known(table, f"{key}.who", event.who, {role.id for role in table.roles}, "角色")
        self._known(table, f"{key}.guards", event.guards, {guard.id for guard in table.guards}, "条件")
        self._refer(table, f"{key}.document", event.document, self.law.documents, "文书")
        self._refer(table, f"{key}.deadline", event.deadline, self.law.deadlines, "期限")
        self._refer(table, f"{key}.outcome", event.outcome, self.law.outcomes, "办理结果")
        if not event.who:
            self.fail(table, f"{key}.who", "须写明谁可以作出")

    def _known(self, table: Lifecycle, key: str, names: tuple[str, ...], known: set[str], what: str) -> None:
        for name in names:
            if name not in known:
                self.fail(table, key, f"{what}“{name}”不存在")

    def _refer(
        self,
        table: Lifecycle,
        key: str,
        name: str | None,
        entries: tuple[Document, ...] | tuple[Deadline, ...] | tuple[model.Outcome, ...],
        what: str,
    ) -> None:
        if name is not None:
            self._known(table, key, (name,), {entry.id for entry in entries}, what)

    def _overlaps(self, table: Lifecycle) -> None:
        """On any day a state and an event lead to one place."""
        for i, event in enumerate(table.events):
            for other in table.events[:i]:
                if other.id == event.id and (other.holds(event.since) or event.holds(other.since)):
                    shared = set(other.sources) & set(event.sources)
                    if shared or not (other.sources or event.sources):
                        self.fail(table, f".events[{i}]", f"事件“{event.label}”在时间上重叠")
