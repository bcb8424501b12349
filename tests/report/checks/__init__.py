"""Tests of ``gongkai.report.checks``."""
