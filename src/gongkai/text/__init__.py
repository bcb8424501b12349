"""Pure helpers on Chinese text."""
