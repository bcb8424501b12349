"""The fictional county that ``gongkai demo`` sets up: bodies, people and a year of work, all invented."""
