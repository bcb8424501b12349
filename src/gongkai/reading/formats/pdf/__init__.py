"""PDF -> neutral document: characters and ruling lines put together again as paragraphs and grids."""
