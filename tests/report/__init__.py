"""Tests of ``gongkai.report``."""
