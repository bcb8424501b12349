"""依申请公开: from the form to the court, on top of ``gongkai.procedure``.

What happened to a request is a list of events (``Step``), each of which the procedure's engine has allowed; all else
that a request shows (state, term, outcome) is derived from them and kept beside them for lists and counts. Personal
data are sealed; they are found by keyed digests (``Identity``).
"""
