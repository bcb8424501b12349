"""What follows for a request: working days, terms that explain themselves, fees, the lifecycle."""
