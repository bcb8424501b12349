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
    ├── LawDataError                a law data file that is wrong: file, line, key
    ├── ForbiddenError              somebody without the right to it
    ├── NotFoundError               nothing there, or nothing that this person may know of
    ├── TooManyError                tried too often; the message says when it may be tried again
    ├── ConflictError               somebody else was there first, or the record has moved on
    ├── LeakError                   what was to be removed can still be found
    ├── StorageError                what was kept is missing, damaged, or sealed with another key
    └── InternalError               a fault of the program, whatever the input was

An exception is for bad input and bad data files.  What is wrong *inside* a report
is a finding; what the reader is unsure of is a notice.
"""

from __future__ import annotations

import errno


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


class ForbiddenError(GongkaiError):
    """Somebody asks for what they have no right to, of something that they may know of."""

    code = "FORBIDDEN"


class NotFoundError(GongkaiError):
    """Nothing is there, or nothing that this person may know of; the two cannot be told apart."""

    code = "NOT-FOUND"


class TooManyError(GongkaiError):
    """Something was tried too often in a short time."""

    code = "TOO-MANY"


class ConflictError(GongkaiError):
    """The record is no longer as it was when the user looked at it."""

    code = "CONFLICT"


class LeakError(GongkaiError):
    """What was to be removed from a file can still be found in it: it must not go out."""

    code = "LEAK"


class StorageError(GongkaiError):
    """What was kept cannot be given back: missing, damaged, or sealed with another key."""

    code = "STORAGE"


class InternalError(GongkaiError):
    """A fault of the program, not of what was handed in; ``kind`` names the exception behind it."""

    code = "INTERNAL"

    def __init__(self, kind: str) -> None:
        super().__init__(f"处理时发生程序内部错误（{kind}）。这不是文件的问题，请将文件和本条信息告知开发者")
        self.kind = kind


_SYSTEM = {
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一部分不是文件夹",
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "磁盘只能读取",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EMFILE: "同时打开的文件过多",
}


def system_reason(error: OSError) -> str:
    """What the system says of a file, in Chinese where it is a common reason."""
    return _SYSTEM.get(error.errno or 0) or error.strerror or str(error)
