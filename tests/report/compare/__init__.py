"""Tests of ``gongkai.report.compare``."""
