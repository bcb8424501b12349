"""Tests of ``gongkai.report.rollup``."""
