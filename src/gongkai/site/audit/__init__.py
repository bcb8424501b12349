"""What happened, for ever: one chain of events that nothing can change without being found out."""
