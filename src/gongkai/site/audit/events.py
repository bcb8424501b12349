"""What can be done with the chain itself."""

from typing import Final

EVENTS: Final = {
    "audit.export": "导出审计记录",
    "audit.verify": "核验审计记录",
}
