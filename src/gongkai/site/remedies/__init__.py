"""行政复议、行政诉讼和投诉举报: what comes after a reply, or after silence.

What happened in a case is a list of events, as the table of the law data allows; where it stands, what is due and how
the report counts it are derived (``gongkai.procedure.proceedings``). Persons and words are sealed.
"""
