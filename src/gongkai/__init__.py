"""Gongkai (公开): a body's year of information disclosure, and the annual report that ends it.

Nothing is imported here, so that ``import gongkai`` costs nothing; take what you need from the packages
below, which ARCHITECTURE.md lists from the bottom up.
"""

__version__ = "0.1.0"
