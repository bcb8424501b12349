"""The Django project: what the public and the officers see. Nothing below this package knows Django."""
