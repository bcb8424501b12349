"""Names of WordprocessingML."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

VAL = f"{W}val"
P, TBL, TR, TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
PPR, RPR, TRPR, TCPR = f"{W}pPr", f"{W}rPr", f"{W}trPr", f"{W}tcPr"
INS, DEL, MOVE_FROM, MOVE_TO = f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"
TXBX = f"{W}txbxContent"
ALTERNATE, CHOICE, FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"

_OFF = frozenset(("0", "false", "off"))


def is_on(value: str | None) -> bool:
    """Whether a switch such as ``w:vanish`` is on; without a value it is."""
    return value is None or value not in _OFF


def number(value: str | None, default: int) -> int:
    """A whole number as an attribute gives it, ``default`` for anything else."""
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        return default
