"""What Google's answers must look like: all that is read of them, and what may be missing.

An answer of another shape is no answer: it is never taken for an empty list or an empty workbook.
"""

from datetime import datetime
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

#: Of these the product grants `reader`, `commenter` and `writer`.
Role = Literal["reader", "commenter", "writer", "fileOrganizer", "organizer", "owner"]
Grantee = Literal["user", "group", "domain", "anyone"]


class PersonShape(TypedDict):
    """A user, as far as Drive tells."""

    emailAddress: NotRequired[str]
    displayName: NotRequired[str]


class FileShape(TypedDict):
    """A file in Drive (Drive API, files)."""

    name: NotRequired[str]
    version: NotRequired[int]
    modifiedTime: NotRequired[datetime]
    trashed: NotRequired[bool]
    lastModifyingUser: NotRequired[PersonShape]
    appProperties: NotRequired[dict[str, str]]
    capabilities: NotRequired[dict[str, bool]]


class FoundFileShape(FileShape):
    """A file of a list."""

    id: str


class ChangeShape(TypedDict):
    """An entry of the log of changes; without a file it is about a shared drive."""

    fileId: NotRequired[str]
    removed: NotRequired[bool]
    file: NotRequired[FileShape]


class PermissionShape(TypedDict):
    """A line of a file's sharing."""

    id: str
    type: Grantee
    role: Role
    emailAddress: NotRequired[str]
    domain: NotRequired[str]


class PageShape(TypedDict):
    """A page of a list."""

    nextPageToken: NotRequired[str]


class ChangesPage(PageShape):
    """Of the log of changes; the last page has the token to go on from."""

    changes: NotRequired[list[ChangeShape]]
    newStartPageToken: NotRequired[str]


class FilesPage(PageShape):
    """Of files."""

    files: list[FoundFileShape]


class PermissionsPage(PageShape):
    """Of those who may use a file."""

    permissions: list[PermissionShape]


class StartShape(TypedDict):
    """Where the log of changes stands."""

    startPageToken: str


class MadeShape(TypedDict):
    """What was made or changed."""

    id: str
    emailAddress: NotRequired[str]


class QuotaShape(TypedDict):
    """Storage in bytes."""

    limit: NotRequired[int]
    usage: NotRequired[int]


class AboutShape(TypedDict):
    """Who is signed in."""

    user: PersonShape
    storageQuota: NotRequired[QuotaShape]


class NameShape(TypedDict):
    """A shared drive."""

    name: str


class FaultShape(TypedDict):
    """Why a formula gives no value."""

    type: NotRequired[str]


class ValueShape(TypedDict):
    """ExtendedValue: one of them, or none."""

    numberValue: NotRequired[float]
    boolValue: NotRequired[bool]
    stringValue: NotRequired[str]
    errorValue: NotRequired[FaultShape]


class NumberFormatShape(TypedDict):
    """How a number is shown."""

    type: NotRequired[str]
    pattern: NotRequired[str]


class FormatShape(TypedDict):
    """How a cell looks."""

    numberFormat: NotRequired[NumberFormatShape]


class CellShape(TypedDict):
    """CellData."""

    effectiveValue: NotRequired[ValueShape]
    formattedValue: NotRequired[str]
    note: NotRequired[str]
    effectiveFormat: NotRequired[FormatShape]


class RowShape(TypedDict):
    """RowData."""

    values: NotRequired[list[CellShape]]


class BlockShape(TypedDict):
    """GridData."""

    # Beyond what a spreadsheet can have, the empty rows before it would fill the memory.
    startRow: NotRequired[Annotated[int, Field(ge=0, le=10_000_000)]]
    startColumn: NotRequired[Annotated[int, Field(ge=0, le=18_278)]]
    rowData: NotRequired[list[RowShape]]


class RangeShape(TypedDict):
    """GridRange; bounds that are missing are open."""

    startRowIndex: NotRequired[int]
    endRowIndex: NotRequired[int]
    startColumnIndex: NotRequired[int]
    endColumnIndex: NotRequired[int]


class TypedShape(TypedDict):
    """A value of a condition."""

    userEnteredValue: NotRequired[str]


class ConditionShape(TypedDict):
    """When a rule applies."""

    type: NotRequired[str]
    values: NotRequired[list[TypedShape]]


class BooleanRuleShape(TypedDict):
    """A rule that applies or not."""

    condition: NotRequired[ConditionShape]


class RuleShape(TypedDict):
    """A conditional format."""

    ranges: NotRequired[list[RangeShape]]
    booleanRule: NotRequired[BooleanRuleShape]


class ProtectionShape(TypedDict):
    """A protected range."""

    protectedRangeId: int
    description: NotRequired[str]
    warningOnly: NotRequired[bool]
    range: NotRequired[RangeShape]


class SizeShape(TypedDict):
    """GridProperties."""

    rowCount: NotRequired[int]
    columnCount: NotRequired[int]


class TabShape(TypedDict):
    """SheetProperties."""

    sheetId: NotRequired[int]
    title: NotRequired[str]
    sheetType: NotRequired[str]
    gridProperties: NotRequired[SizeShape]


class SheetShape(TypedDict):
    """A tab with what is in it."""

    properties: TabShape
    merges: NotRequired[list[RangeShape]]
    conditionalFormats: NotRequired[list[RuleShape]]
    protectedRanges: NotRequired[list[ProtectionShape]]
    data: NotRequired[list[BlockShape]]


class PropertiesShape(TypedDict):
    """Of a spreadsheet."""

    title: NotRequired[str]
    locale: NotRequired[str]
    timeZone: NotRequired[str]


class SpreadsheetShape(TypedDict):
    """A spreadsheet has tabs: one without any was not told whole."""

    spreadsheetId: str
    properties: PropertiesShape
    sheets: list[SheetShape]


class EchoShape(TypedDict):
    """What stands after a batchUpdate."""

    updatedSpreadsheet: SpreadsheetShape
