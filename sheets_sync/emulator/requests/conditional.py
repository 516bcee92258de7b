"""Conditional format rules, kept in order of their strength."""

from sheets_sync.emulator.cells import tidy_format
from sheets_sync.emulator.conditions import is_known
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.requests.registry import Batch, Json, check_bounds, cut, handles
from sheets_sync.emulator.sheet import Sheet


def _checked(batch: Batch, rule: Json) -> tuple[Sheet, Json]:
    ranges = rule.get("ranges", [])
    if not ranges:
        raise RequestRefused("rule.ranges must not be empty.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise RequestRefused("rule must have either a booleanRule or a gradientRule.")
    if "booleanRule" in rule and "type" not in rule["booleanRule"].get("condition", {}):
        raise RequestRefused("rule.booleanRule.condition must be set.")
    check_condition(rule.get("booleanRule", {}).get("condition"))
    for name in ("minpoint", "maxpoint") if "gradientRule" in rule else ():
        if name not in rule["gradientRule"]:
            raise RequestRefused(f"rule.gradientRule.{name} must be set.")
    ids = {found.get("sheetId", 0) for found in ranges}
    if len(ids) > 1:
        raise RequestRefused("All ranges of a rule must be on the same sheet.")
    sheet = batch.sheet(ids.pop())
    for found in ranges:
        check_bounds(found, sheet)
    tidied: Json = tidy_format(rule)
    return sheet, {**tidied, "ranges": [cut(found, sheet) for found in ranges]}


def check_condition(condition: Json | None) -> None:
    """Refuse a condition that only validation may have."""
    if condition and not is_known(condition.get("type", "")):
        raise RequestRefused(f"ConditionType '{condition.get('type')}' is not supported here.")


def _at(sheet: Sheet, index: int) -> int:
    if not 0 <= index < len(sheet.lists["conditionalFormats"]):
        raise RequestRefused(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return index


@handles("addConditionalFormatRule")
def add_rule(batch: Batch, body: Json) -> None:
    """A rule at a place in the list; the first place without one given."""
    sheet, rule = _checked(batch, body.get("rule", {}))
    rules = sheet.lists["conditionalFormats"]
    index = body.get("index", 0)
    if not 0 <= index <= len(rules):
        raise RequestRefused(f"index {index} must be between 0 and {len(rules)}.")
    rules.insert(index, rule)


@handles("updateConditionalFormatRule")
def update_rule(batch: Batch, body: Json) -> Json:
    """Replace a rule, or move it."""
    if "rule" in body:
        sheet, rule = _checked(batch, body["rule"])
        index = _at(sheet, body.get("index", 0))
        old = sheet.lists["conditionalFormats"][index]
        sheet.lists["conditionalFormats"][index] = rule
        return {"oldRule": old, "newRule": rule, **({"newIndex": index} if index else {})}
    sheet = batch.sheet(body.get("sheetId", 0))
    index = _at(sheet, body.get("index", 0))
    if "newIndex" not in body:
        raise RequestRefused("Must specify a rule or a newIndex.")
    to = _at(sheet, body["newIndex"])
    rules = sheet.lists["conditionalFormats"]
    rule = rules.pop(index)
    rules.insert(to, rule)
    return {"newRule": rule, "oldIndex": index, "newIndex": to}


@handles("deleteConditionalFormatRule")
def delete_rule(batch: Batch, body: Json) -> Json:
    """Take a rule away; those after it move up."""
    sheet = batch.sheet(body.get("sheetId", 0))
    return {"rule": sheet.lists["conditionalFormats"].pop(_at(sheet, body.get("index", 0)))}
