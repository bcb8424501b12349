"""The years of one body in a row: what is carried over, what is in force, and where the chain breaks."""
