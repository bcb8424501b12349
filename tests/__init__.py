"""The tests, laid out as ``src/gongkai`` is; what they share stands at this level."""
