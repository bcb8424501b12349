"""Every exception that Gongkai raises on purpose.

    GongkaiError
    ├── InputError                  a document or file that was handed in
    │   ├── UnsupportedFormatError  no reader for this kind of file
    │   ├── UndecodableError        bytes that are no text in any known encoding
    │   ├── TooLargeError           beyond the limits of safe reading
    │   └── NotAReportError         readable, but no annual report
    ├── UsageError                  a call that cannot be carried out as written
    │   ├── CalendarUnknownError    working days of a year whose notice is not loaded
    │   └── NotAllowedError         an event that the law does not allow in this state
    └── LawDataError                a law data file that is wrong: file, line, key

An exception is for bad input and bad data files.  What is wrong *inside* a report
is a finding; what the reader is unsure of is a notice.
"""

from __future__ import annotations


class GongkaiError(Exception):
    """Base of all errors; ``code`` is permanent, ``str()`` is a sentence for the user."""

    code = "ERROR"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InputError(GongkaiError):
    """A document or file that was handed in cannot be used."""

    code = "INPUT"


class UnsupportedFormatError(InputError):
    """No reader exists for this kind of file."""

    code = "UNSUPPORTED-FORMAT"


class UndecodableError(InputError):
    """The bytes are no text in any encoding that the reader knows."""

    code = "UNDECODABLE"


class TooLargeError(InputError):
    """The file is beyond the limits within which reading is safe."""

    code = "TOO-LARGE"


class NotAReportError(InputError):
    """The document can be read, but it is no annual report."""

    code = "NOT-A-REPORT"


class UsageError(GongkaiError):
    """The call cannot be carried out as written."""

    code = "USAGE"


class CalendarUnknownError(UsageError):
    """The term reaches into a year whose holiday notice is not loaded."""

    code = "CALENDAR-UNKNOWN"


class NotAllowedError(UsageError):
    """What is to be recorded may not happen to the request as it stands."""

    code = "NOT-ALLOWED"


class LawDataError(GongkaiError):
    """A law data file is wrong.

    ``file`` is the path as given, ``line`` counts from 1 (0: the file as a whole), ``key`` is the path
    inside the document, such as ``$.tables[0].rows[2].label``.
    """

    code = "LAW-DATA"

    def __init__(self, message: str, *, file: str, line: int = 0, key: str = "$") -> None:
        super().__init__(f"{file}:{line}: {key}: {message}")
        self.file = file
        self.line = line
        self.key = key
