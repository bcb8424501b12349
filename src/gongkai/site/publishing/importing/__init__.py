"""Tables that people hand in: items with their files, postings, and the rows of a standard catalogue."""
