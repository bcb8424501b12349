"""Word documents: paragraphs, tables, numbering, revisions."""
