"""Bodies from and to files: read, planned, tried, shown, confirmed; and written so that they can be read again.

``files`` turns bytes into lines, ``parse`` lines into rows, ``plan`` rows into what would be done, ``apply`` does it;
``drafts`` is what pages call.
"""
