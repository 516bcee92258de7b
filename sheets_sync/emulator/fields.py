"""Field masks: `sheets(properties(title,index),data/rowData)` read, checked, applied."""

import marshal
from functools import lru_cache
from typing import Any

from sheets_sync.emulator.errors import InvalidPayload, RequestRefused
from sheets_sync.emulator.schema import camel, schemas

#: A mask as a tree; an empty tree below a name takes all of it.
Mask = dict[str, Any]
#: So many texts of masks are remembered: a client asks by the same ones again and again.
MASKS = 256


def parse_mask(text: str) -> Mask:
    """The tree of a mask; ValueError of one that cannot be read."""
    mask, rest = _group(text.replace(" ", ""), 0)
    if rest != len(text.replace(" ", "")):
        raise ValueError(text)
    return mask


def _group(text: str, at: int) -> tuple[Mask, int]:
    mask: Mask = {}
    while True:
        node, at = _path(text, at, mask)
        if at < len(text) and text[at] == "(":
            inner, at = _group(text, at + 1)
            if at >= len(text) or text[at] != ")":
                raise ValueError(text)
            _merge(node, inner)
            at += 1
        if at >= len(text) or text[at] != ",":
            return mask, at
        at += 1


def _path(text: str, at: int, mask: Mask) -> tuple[Mask, int]:
    """Follow `a.b/c` from `at`, adding what is missing; the last node and where it ends."""
    while True:
        end = at
        while end < len(text) and (text[end].isalnum() or text[end] in "_*"):
            end += 1
        if end == at:
            raise ValueError(text)
        mask = mask.setdefault(text[at:end], {})
        if end < len(text) and text[end] in "./":
            at = end + 1
            continue
        return mask, end


def _merge(into: Mask, other: Mask) -> None:
    for name, inner in other.items():
        _merge(into.setdefault(name, {}), inner)


def select(value: Any, mask: Mask) -> Any:
    """The part of an answer that a mask asks for; lists keep their length."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [select(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: select(value[name], inner) if inner else value[name]
        for name, inner in mask.items()
        if name in value
    }


def below(mask: Mask, *path: str) -> Mask:
    """What a mask that covers the path asks for below it; an empty one takes all of it."""
    for name in path:
        if not mask or "*" in mask:
            return {}
        mask = mask.get(name, {})
    return mask


def whole_below(mask: Mask, *path: str) -> Mask:
    """The mask of what was cut by it already below the path: there it takes all."""
    if not path:
        return {}
    name, *rest = path
    return {**mask, name: whole_below(mask[name], *rest)} if name in mask else mask


def covers(mask: Mask, *path: str) -> bool:
    """Whether a mask asks for anything at or below the path."""
    for name in path:
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True


def unknown_path(mask: Mask, schema: str, api: str, prefix: str = "") -> str | None:
    """The first path of the mask that the schema does not have."""
    fields = schemas(api)[schema]
    for name, inner in mask.items():
        if name == "*":
            continue
        if name not in fields:
            return prefix + name
        kind = fields[name].strip("[]{}")
        inside = kind[1:] if inner and kind.startswith("@") else None
        if inside and (found := unknown_path(inner, inside, api, f"{prefix}{name}.")):
            return found
    return None


@lru_cache(MASKS)
def response_mask(text: str, schema: str) -> Mask:
    """The mask of the `fields` parameter of a Sheets call; 400 of one that names unknown fields."""
    try:
        mask = parse_mask(text)
    except ValueError:
        raise InvalidPayload(text, "Request contains an invalid argument.") from None
    if found := unknown_path(mask, schema, "sheets_v4"):
        raise InvalidPayload(
            found, f"Error expanding 'fields' parameter. Cannot find matching fields for path '{found}'."
        )
    return mask


def update_mask(text: str, schema: str, root: str = "") -> Mask:
    """The mask of a `fields` in a request of a batchUpdate; it may repeat the name of its object."""
    if not text:
        raise RequestRefused(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    try:
        mask = _in_camels(parse_mask(text))
    except ValueError:
        raise RequestRefused(f"Invalid field mask: {text}") from None
    if root and set(mask) == {root} and root not in schemas("sheets_v4")[schema]:
        mask = mask[root] or {"*": {}}
    if found := unknown_path(mask, schema, "sheets_v4"):
        raise RequestRefused(f"Invalid field: {found}")
    return mask


def _in_camels(mask: Mask) -> Mask:
    """Names as JSON has them: `grid_properties(frozen_row_count)` names the same fields."""
    renamed: Mask = {}
    for name, inner in mask.items():
        _merge(renamed.setdefault(camel(name), {}), _in_camels(inner))
    return renamed


def apply_mask(
    target: dict[str, Any],
    source: dict[str, Any],
    mask: Mask,
    *,
    fixed: tuple[str, ...] = (),
    needed: tuple[str, ...] = (),
) -> None:
    """Set in `target` what the mask names to what `source` has; what `source` lacks is cleared.

    `fixed` names what no mask changes, as the id that the thing is found by; `needed` what `*` leaves
    as it is where `source` lacks it. A list is set whole, also by a mask that names fields of its items.
    """
    if "*" in mask:
        mask = {name: {} for name in target.keys() | source.keys() if name in source or name not in needed}
    for name, inner in _paired(mask).items():
        if name in fixed:
            continue
        repeated = isinstance(source.get(name, target.get(name)), list)
        if inner and "*" not in inner and not repeated:
            branch = target.get(name)
            branch = dict(branch) if isinstance(branch, dict) else {}
            given = source.get(name)
            apply_mask(branch, given if isinstance(given, dict) else {}, inner)
            _put(target, name, branch or None)
        else:
            _put(target, name, copied(source.get(name)))


def copied(value: Any) -> Any:
    """A copy of something of JSON's, parts of which may then be changed."""
    # In a tenth of the time of the library's deep copies.
    return marshal.loads(marshal.dumps(value)) if isinstance(value, dict | list) else value  # noqa: S302


def _paired(mask: Mask) -> Mask:
    """A colour and its style are one thing: a mask that names one names both."""
    paired = dict(mask)
    for name in mask:
        if name.endswith(("Color", "ColorStyle")) or name in ("color", "colorStyle"):
            paired.setdefault(name.removesuffix("Style") if name.endswith("Style") else f"{name}Style", {})
    return paired


def _put(target: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        target.pop(name, None)
    else:
        target[name] = value
