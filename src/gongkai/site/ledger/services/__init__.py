"""Writing the ledger."""

from gongkai.site.ledger.services.records import correct as correct
from gongkai.site.ledger.services.records import enter as enter
from gongkai.site.ledger.services.records import enter_many as enter_many
from gongkai.site.ledger.services.records import retract as retract
from gongkai.site.ledger.services.records import tried as tried
