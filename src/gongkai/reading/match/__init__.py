"""Neutral document -> cells of the form: labels found, rows put together, values placed."""
