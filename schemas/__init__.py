"""WHAT units submit: one module per form, and the registry of all forms.

To add a form: write one module with a row model and a `FORM`, and add one line below.
"""

from sheets_sync.forms.form import Form

from . import areas, commendation, exemplar, narrative, works

#: Every form in the order of its tabs.
FORMS: tuple[Form, ...] = (
    areas.ECONOMY,
    areas.CULTURE_SOCIETY,
    areas.DEFENCE_SECURITY,
    areas.POLITICAL_SYSTEM,
    areas.ADMIN_REFORM,
    narrative.FORM,
    works.FORM,
    commendation.FORM,
    exemplar.FORM,
)
