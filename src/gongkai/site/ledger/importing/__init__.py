"""Records from files: read, tried, shown, confirmed."""
