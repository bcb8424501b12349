"""Report to paper. So far: the font that what is drawn takes with it."""
