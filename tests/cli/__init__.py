"""Tests of ``gongkai.cli``."""
