"""The tables. Moments are UTC text in ISO 8601, bodies JSON text: both read the same everywhere."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
    true,
)

from sheets_sync.store.moments import Moment as Moment
from sheets_sync.store.moments import metadata as metadata
from sheets_sync.store.schema_people import erasures as erasures
from sheets_sync.store.schema_people import notes as notes
from sheets_sync.store.schema_people import requests as requests
from sheets_sync.store.schema_people import unidentified as unidentified

workbooks = Table(
    "workbooks",
    metadata,
    # Each period has workbooks of its own.
    Column("period", String(64), primary_key=True, default=""),
    # A unit's code; empty for the master.
    Column("unit", String(64), primary_key=True),
    Column("id", String(128), nullable=False, unique=True),
    # The template has been written and the file shared.
    Column("ready", Boolean, nullable=False, default=False),
    # Drive's version up to which the content is known.
    Column("seen_version", BigInteger),
    # Why the last read failed; empty when it did not.
    Column("unreadable", Text, nullable=False, default=""),
    # Fingerprint of the feedback that the workbook shows.
    Column("feedback", String(64), nullable=False, default=""),
)

submissions = Table(
    "submissions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("unit", String(64), nullable=False),
    Column("form", String(64), nullable=False),
    Column("period", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Index("submissions_latest", "period", "unit", "form", "number"),
)

findings = Table(
    "findings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("period", String(64), nullable=False, default="", server_default=""),
    Column("unit", String(64), nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("mended", Moment),
    Column("body", Text, nullable=False),
    # Of the record, and the field that it is about; both empty where the cell alone tells.
    Column("key", Text, nullable=False, default="", server_default=""),
    Column("field", String(64), nullable=False, default="", server_default=""),
    Index("findings_of_unit", "unit", "mended"),
)

row_ids = Table(
    "row_ids",
    metadata,
    Column("prefix", String(130), primary_key=True),
    Column("last", Integer, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("period", String(64), nullable=False, default="", server_default=""),
    # Every workbook was looked at, changed or not.
    Column("full_sweep", Boolean, nullable=False, default=False, server_default=false()),
    Column("begun", Moment, nullable=False),
    # Empty while the run goes on, and for ever when it was killed.
    Column("finished", Moment),
    Column("body", Text, nullable=False, default="{}"),
)

job_runs = Table(
    "job_runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("job", String(64), nullable=False),
    # The time of its timetable; when it began for one that was run by hand.
    Column("due", Moment, nullable=False),
    Column("by_hand", Boolean, nullable=False),
    # When the last attempt began.
    Column("begun", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    # Why the last attempt failed; empty when it did not.
    Column("failure", Text, nullable=False),
    # Not to be tried again before; empty while an attempt goes on, and after a kill.
    Column("retry", Moment),
    # Done or given up.
    Column("ended", Moment),
    # What the job told.
    Column("body", Text, nullable=False),
    Index("job_runs_due", "job", "due"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("scope", String(128), primary_key=True),
    Column("token", String(256), primary_key=True),
    Column("at", Moment, nullable=False),
)

publications = Table(
    "publications",
    metadata,
    Column("workbook", String(128), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    # Row fingerprints by table, and what the office wrote beside which record.
    Column("rows", Text, nullable=False),
    Column("remarks", Text, nullable=False),
    Column("at", Moment, nullable=False),
    # Titles of columns by table and code; where everything stands on its tab, by table.
    Column("titles", Text, nullable=False, default="{}", server_default="{}"),
    Column("places", Text, nullable=False, default="{}", server_default="{}"),
    # Records about which it is not known what the office saw when it decided.
    Column("doubtful", Text, nullable=False, default="[]", server_default="[]"),
)

removed = Table(
    "removed",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("period", String(64), nullable=False, default="", server_default=""),
    Column("form", String(64), nullable=False),
    Column("key", String(256), nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("unit", String(64), nullable=False, default="", server_default=""),
)

reviews = Table(
    "reviews",
    metadata,
    Column("period", String(64), primary_key=True),
    Column("form", String(64), primary_key=True),
    Column("unit", String(64), primary_key=True),
    Column("key", String(256), primary_key=True),
    # Code of the state in the master, or what the office typed; and of what it had decided before a change.
    Column("state", Text, nullable=False),
    Column("before", String(64), nullable=False),
    # Field to value, as the record held it when the office decided.
    Column("content", Text, nullable=False),
)

remarks = Table(
    "remarks",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("period", String(64), nullable=False),
    Column("form", String(64), nullable=False),
    Column("key", String(256), nullable=False),
    # Of a column of the office's own; empty for one that the sync offers, which has a code.
    Column("title", Text, nullable=False),
    # What stood in it from then on: of a choice its code.
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    # Who changed the master last, as Drive tells it; empty when it does not.
    Column("by", String(256), nullable=False),
    Column("unit", String(64), nullable=False, default="", server_default=""),
    Column("code", String(64), nullable=False, default="", server_default=""),
    Index("remarks_of_record", "period", "form", "key", "number"),
)

closings = Table(
    "closings",
    metadata,
    Column("period", String(64), primary_key=True),
    Column("unit", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
    # The unit alone may go on until then; empty when it may not.
    Column("open_until", Moment),
)

signed_reports = Table(
    "signed_reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("period", String(64), nullable=False),
    # Số, as the clerk gave it, and the day that the report bears, in ISO 8601.
    Column("signed_as", String(64), nullable=False),
    Column("day", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    # The figures that the report stands for.
    Column("body", Text, nullable=False),
    Index("signed_reports_of_period", "period", "number"),
)

mails = Table(
    "mails",
    metadata,
    Column("key", String(256), primary_key=True),
    Column("unit", String(64), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("subject", Text, nullable=False),
    Column("message", LargeBinary, nullable=False),
    Column("queued", Moment, nullable=False),
    Column("sent", Moment),
    # Why the last attempt failed; empty before any.
    Column("failure", Text, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),
    # Until then one process alone may hand it over.
    Column("claimed_until", Moment),
    # Not to be tried again before; empty at once.
    Column("not_before", Moment),
    # Nobody will ever take it.
    Column("given_up", Boolean, nullable=False, default=False, server_default=false()),
    # JSON list of the addresses that have it, while others wait for it.
    Column("served", Text, nullable=False, default="[]", server_default="[]"),
    # JSON object: address that will never get it to what its server said.
    Column("bounced", Text, nullable=False, default="{}", server_default="{}"),
    # By the computer's clock, where `queued` is the moment that the mail tells of.
    Column("made", Moment),
    # JSON list of the codes of the units that it is for.
    Column("units", Text, nullable=False, default="[]", server_default="[]"),
    # JSON list of what it tells: period, unit, kind and detail of each.
    Column("tells", Text, nullable=False, default="[]", server_default="[]"),
    # Why it left the outbox unsent; empty while it is there, and of one that was sent or given up.
    Column("dropped", Text, nullable=False, default="", server_default=""),
    # How often the server hung up when it had the whole mail, without a word.
    Column("unsure", Integer, nullable=False, default=0, server_default="0"),
)

handovers = Table(
    "handovers",
    metadata,
    Column("number", Integer, primary_key=True),
    # A mail server took a mail for one address: servers count recipients.
    Column("at", Moment, nullable=False),
    Column("key", String(256), nullable=False),
    Column("address", String(256), nullable=False),
    Index("handovers_since", "at"),
)

bounces = Table(
    "bounces",
    metadata,
    Column("address", String(256), primary_key=True),
    # What the mail server said, last at that moment.
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    # Since when no mail reached the address.
    Column("since", Moment),
    # It refuses mails; else it puts them off.
    Column("permanent", Boolean, nullable=False, default=True, server_default=true()),
    # Told by a mail that came back, after a server had taken ours: another yes is no proof.
    Column("returned", Boolean, nullable=False, default=False, server_default=false()),
    # Line of the table of answers; empty where that was not kept.
    Column("answer", String(64), nullable=False, default="", server_default=""),
)

mail_troubles = Table(
    "mail_troubles",
    metadata,
    # One for each sender; there is one.
    Column("sender", String(64), primary_key=True),
    # Why no mail leaves, with the server's words, last at that moment.
    Column("reason", Text, nullable=False),
    Column("answer", String(64), nullable=False),
    Column("since", Moment, nullable=False),
    Column("at", Moment, nullable=False),
)

places = Table(
    "places",
    metadata,
    # Host and folder from which this campaign may write to people.
    Column("place", String(512), primary_key=True),
    Column("at", Moment, nullable=False),
)

accesses = Table(
    "accesses",
    metadata,
    Column("period", String(64), primary_key=True),
    # A unit's code; empty for the master.
    Column("unit", String(64), primary_key=True),
    # In lower case, as the roster has it.
    Column("email", String(256), primary_key=True),
    # Google's address of the same person, where it is another.
    Column("known_as", String(256), nullable=False, default="", server_default=""),
    # Line of the catalogue of refusals, and Google's words; empty of one who was let in.
    Column("refusal", String(64), nullable=False, default="", server_default=""),
    Column("said", Text, nullable=False, default="", server_default=""),
)

furnishings = Table(
    "furnishings",
    metadata,
    Column("period", String(64), primary_key=True),
    # A unit's code; empty for the master.
    Column("unit", String(64), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    # JSON of what the workbook was given of ours; the fingerprint is of it.
    Column("body", Text, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("period", String(64), nullable=False),
    # A unit's code; empty for the office and the leadership.
    Column("unit", String(64), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("detail", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)

locks = Table(
    "locks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(256), nullable=False),
    Column("until", Moment, nullable=False),
)

owners = Table(
    "owners",
    metadata,
    # Code of the campaign whose store this is: one row; none of a store of before.
    Column("campaign", String(256), primary_key=True),
)
