"""How cells are coloured: light enough for black text and print, apart from each other without hue.

Our conditional formats are told from the unit's own by a formula that is always true.
"""

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
#: Custom formula of the rule that colours the cells of a severity; true whatever the locale.
FLAG_FORMULA = {severity: f'=LEN("sheets-sync:{severity}")>0' for severity in Severity}
#: Text of a toned cell where the background belongs to the office; each has 7:1 contrast on white.
TEXT_COLORS = {
    Tone.GOOD: "#1b5e20",
    Tone.WAITING: "#6b4e00",
    Tone.DOUBTFUL: "#7a3b00",
    Tone.BAD: "#a30000",
    Tone.MUTED: "#4d4d4d",
    Tone.STRONG: "#000000",
}
#: Of what a chart draws, in order: apart from each other in black and white too (dark, light, between).
SERIES = ("#14532d", "#f1c232", "#d9746c")
