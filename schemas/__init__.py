"""WHAT units submit: one module per form, and the registry of all forms.

To add a form: write one module with a row model and a `FORM`, and add one line below.
"""

from sheets_sync.forms.form import Form

from . import (
    admin_reform,
    commendation,
    culture_society,
    defence_security,
    economy,
    exemplar,
    narrative,
    political_system,
    works,
)

#: Every form in the order of its tabs.
FORMS: tuple[Form, ...] = (
    economy.FORM,
    culture_society.FORM,
    defence_security.FORM,
    political_system.FORM,
    admin_reform.FORM,
    narrative.FORM,
    works.FORM,
    commendation.FORM,
    exemplar.FORM,
)
