"""What an officer sees first: what is to be done, by when, and the way to everything else."""
