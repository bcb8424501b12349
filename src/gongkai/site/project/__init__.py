"""How the site is put together and run: options, settings, addresses, and the commands that start and examine it."""
