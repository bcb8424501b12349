"""The pages of bodies."""
