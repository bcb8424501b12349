"""Redaction that removes: a new file built from what remains, and read back to prove it.

    found = find(data, words=["李某某"], codes=["RL-ID-NUMBER"], ground="personal_privacy")
    made = redact(data, [*found.marks, Mark(2, (72, 100, 300, 120), "trade_secret")], law)
    made.data, made.repeats

- ``Mark``: page (from 1) and box from the upper left corner of the page as it is shown, in points (dots in a picture).
- ``redact`` makes pages anew: a picture with the marks painted out, and invisible text of the characters that are seen
  outside them. Nothing else goes over: no object, font, property, note, form field, attachment or earlier version.
- ``Redacted.repeats`` tells what was removed in one place and still stands in another: show it to whoever decides.
- ``verify`` reads a file back and raises LeakError; ``redact`` has done it already.
- ``find`` gives marks for words and for what the rules of release look for; ``unread`` are pages without text.
- ``grounds`` are the ids that a mark may name.
- ``show`` gives a page as a picture, in the units of marks.
"""

from gongkai.release.redact.check import verify
from gongkai.release.redact.marks import Mark, Redacted, Repeat, grounds
from gongkai.release.redact.rebuild import Options
from gongkai.release.redact.run import find, redact, show
from gongkai.release.redact.search import Found
from gongkai.release.redact.show import Shown

__all__ = ["Found", "Mark", "Options", "Redacted", "Repeat", "Shown", "find", "grounds", "redact", "show", "verify"]
