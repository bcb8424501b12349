"""Reading cases and chains, within what a scope may see."""
