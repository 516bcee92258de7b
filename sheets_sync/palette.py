"""The colours behind cells: light enough for black text and print, apart from each other without hue."""

from sheets_sync.model import Severity, Tone

#: Behind a cell of this tone, as `#rrggbb`. The cell's text always says the same in words.
BACKGROUNDS = {
    Tone.GOOD: "#d9ead3",
    Tone.WAITING: "#fff2cc",
    Tone.DOUBTFUL: "#fce5cd",
    Tone.BAD: "#f4cccc",
    Tone.MUTED: "#eeeeee",
    Tone.STRONG: "#d0e0e3",
}
#: Behind a cell with a finding, in the unit's own sheet.
SEVERITY_BACKGROUNDS = {
    Severity.ERROR: BACKGROUNDS[Tone.BAD],
    Severity.WARNING: BACKGROUNDS[Tone.WAITING],
    Severity.QUESTION: BACKGROUNDS[Tone.DOUBTFUL],
}
