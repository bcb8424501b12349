"""Tests of ``gongkai.report.trend``."""
