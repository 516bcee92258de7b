"""Parameters of statements that are made once: to make one takes longer than to have it answered.

None is called as a column is: such names are the values of an update.
"""

from typing import Any

import sqlalchemy as sa

#: The period that the store is bound to.
PERIOD = sa.bindparam("own_period", type_=sa.String)
UNIT = sa.bindparam("own_unit", type_=sa.String)
#: Codes of any number of units.
UNITS = sa.bindparam("own_units", type_=sa.String, expanding=True)
FORM = sa.bindparam("own_form", type_=sa.String)
#: Of a mail, or of something that is remembered under a name.
KEY = sa.bindparam("own_key", type_=sa.String)
NUMBER = sa.bindparam("own_number", type_=sa.Integer)
#: How many rows at most.
COUNT = sa.bindparam("at_most", type_=sa.Integer)
#: Moments, of the type of the column that they are compared with: not later, and later.
UNTIL: sa.BindParameter[Any] = sa.bindparam("until_then")
SINCE: sa.BindParameter[Any] = sa.bindparam("since_then")
