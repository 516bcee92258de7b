"""Cell notes: our block below whatever the unit wrote itself, found again by its first line."""

from collections.abc import Sequence

from sheets_sync.limits import FINDINGS_OF_CELL
from sheets_sync.model import Finding

#: First line of our block; everything from here on is ours to rewrite and remove.
MARK = "▼ Kiểm tra báo cáo (tự động)"
#: Between the unit's own note and our block.
GAP = "\n\n"


def own_text(note: str) -> str:
    """The part of a note that the unit wrote."""
    own, mark, _ = note.partition(MARK)
    return own.removesuffix(GAP) if mark else own


def with_findings(note: str, findings: Sequence[Finding]) -> str:
    """The note with our block for these findings, or without any block when there are none."""
    kept = own_text(note)
    lines = [f"• {_sentence(finding)}" for finding in findings[: FINDINGS_OF_CELL.most]]
    if more := len(findings) - len(lines):
        lines.append(f"• Còn {more} nội dung khác ở trang Kết quả kiểm tra.")
    if not lines:
        return kept
    block = "\n".join((MARK, *lines))
    return f"{kept}{GAP}{block}" if kept else block


def _sentence(finding: Finding) -> str:
    message = finding.message[:1].upper() + finding.message[1:]
    return f"{message} {finding.mend}"
