"""From numbers to the leadership's desk: content as data, and writers of Word documents and pages."""

from sheets_sync.report.content import build
from sheets_sync.report.material import Area, FormRoles, Material, Office, Signed
from sheets_sync.report.model import Report, Statement
from sheets_sync.report.wording import Wording

__all__ = ["Area", "FormRoles", "Material", "Office", "Report", "Signed", "Statement", "Wording", "build"]
