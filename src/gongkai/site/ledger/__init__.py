"""The ledger: what a body keeps count of through the year, out of which its annual report is made."""
