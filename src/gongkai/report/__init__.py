"""What follows for a report: the form, cell values, the report, findings and checks."""
