"""A page of headings, paragraphs, lists and tables, written as text, HTML or a workbook."""
