"""Fields of the campaign's forms that look as if they were about people and do not say so."""

from sheets_sync.config.loading import Config
from sheets_sync.doctor.check import Check, doubtful, good
from sheets_sync.forms.people import unsaid

REMEDY = (
    "Write Personal.CONTACT, IDENTITY, NAME, JUDGEMENT or PROSE beside each heading, or Personal.NOBODY"
    " (docs/develop.md, “Say what is about people”)."
)


def examine_people(config: Config) -> Check:
    """The question that the forms leave open, or how many of their fields are about people."""
    silent = [
        f"{form.code}.{column.field} (“{column.heading.title}”, taken as {how})"
        for form in config.forms
        for column, how in unsaid(form.columns)
    ]
    if silent:
        told = f"These fields look as if they were about people and do not say so: {', '.join(silent)}."
        return doubtful("people", told, REMEDY)
    fields = sum(len(form.people) for form in config.forms)
    return good("people", f"{fields} fields are about people, and each says how.")
