"""Workbooks: XLSX and XLS, and what ODS has in common with them."""
