"""How our conditional formats are told from the unit's own: by a formula that is always true."""

from sheets_sync.model import Severity

#: Custom formula of the rule that colours the cells of a severity; true whatever the locale.
FLAG_FORMULA = {severity: f'=LEN("sheets-sync:{severity}")>0' for severity in Severity}
