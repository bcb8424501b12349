"""What is sealed in the rows of a case."""

from __future__ import annotations

from typing import Final

import msgspec

from gongkai.site.accessrequests.values import Person

# What a paper of a case is.
PAPERS: Final = {
    "claim": "复议申请书、起诉状",
    "notice": "复议机关、法院的通知书",
    "answer": "答复书、答辩状",
    "evidence": "证据和依据",
    "decision": "复议决定书、裁判文书",
    "other": "其他材料",
}


class Matter(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who turned to whom against what: the persons, what they ask for, and why the case belongs here.

    ``reason`` says, for a case that no request led to, what of the body's information work it is about.
    """

    persons: tuple[Person, ...] = ()
    claim: str = ""
    reason: str = ""
