"""Comparison, trend and roll-up as pages."""
