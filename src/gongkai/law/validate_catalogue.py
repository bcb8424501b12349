"""What must hold of the catalogue: every subject rests on an article and leads to a term and a row that exist."""

from __future__ import annotations

from gongkai.law.validate_procedure import ProcedureValidation


class CatalogueValidation(ProcedureValidation):
    """Checks of subjects, fields and outlets."""

    def subjects(self) -> None:
        """Check everything; raises LawDataError at the first fault."""
        clocks = {deadline.id for deadline in self.law.deadlines if deadline.subject == "publication"}
        rows = {
            f"{table.id}.{row.id}"
            for form in self.law.forms
            for table in form.tables
            for block in table.blocks
            for row in block.rows
        }
        for group in (self.law.subjects, self.law.fields, self.law.outlets):
            self.unique(group, "id")
            for entry in group:
                self.grounded(entry, entry, "")
        for subject in self.law.subjects:
            if subject.clock not in clocks:
                self.fail(subject, ".clock", f"公开期限“{subject.clock}”不存在")
            if subject.counts and subject.counts not in rows:
                self.fail(subject, ".counts", f"表中没有行“{subject.counts}”")
