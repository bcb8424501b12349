"""Filters of the app's templates."""
