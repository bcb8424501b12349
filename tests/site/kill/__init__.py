"""A small world in which server and worker are killed while clients write: ``tests/site/test_project_kill.py``."""
