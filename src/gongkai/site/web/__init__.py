"""What every app stands on: scope, clock, errors, pages, storage, keys, and the one design."""
