"""Results as text, JSON, CSV, XLSX, HTML and SARIF."""
