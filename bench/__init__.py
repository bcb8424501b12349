"""How fast reports are read and checked, beside the least that any reader must do."""
