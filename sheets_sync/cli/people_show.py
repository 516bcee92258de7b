"""How what is known about people is printed: places, what stays, requests, what is over."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import Any

from sheets_sync.cli.console import print_failed, print_json, print_table, say
from sheets_sync.people.finding import FoundPlaces, Spotted
from sheets_sync.people.keeping import Over
from sheets_sync.people.staying import BEYOND
from sheets_sync.store.requests import Request

#: An erasure never touches these.
POSSIBLE = "Perhaps somebody else (other diacritics, parts of the name or of a longer one)"


def print_found(found: FoundPlaces, *, as_json: bool) -> None:
    """Rows of the person's own, then every place, then what may be about somebody else."""
    if as_json:
        print_json(**_plain(found))
        return
    for row in found.rows:
        say(f"{row.place}  {row.link}", "bold")
        for title, text in row.texts.items():
            say(f"  {title}: {text}")
    _print_places("Named for sure", found.sure)
    _print_places(POSSIBLE, found.possible)
    for row in found.shared:
        say(f"A number of it stands in a row of somebody else, too: {row.place}  {row.link}", "bold")
    for place, why in found.unsearched.items():
        say(f"Not searched: {place}: {why}")
    if not found.places:
        say("Nowhere.")


def _plain(found: FoundPlaces) -> dict[str, Any]:
    return {
        "rows": [{"place": one.place, "link": one.link, "texts": one.texts} for one in found.rows],
        "places": plain_places(found.places),
        "shared": [{"place": one.place, "link": one.link} for one in found.shared],
        "unsearched": dict(found.unsearched),
    }


def plain_places(places: Iterable[Spotted]) -> list[dict[str, Any]]:
    """Places for a program."""
    return [asdict(one) for one in places]


def _print_places(title: str, places: Sequence[Spotted]) -> None:
    if not places:
        return
    say(f"{title}: {len(places)}", "bold")
    for one in places:
        say(f"  {one.place}: {one.text or one.spelt}" + (f"  {one.link}" if one.link else ""))


def print_stays(stays: Iterable[Mapping[str, object]]) -> None:
    """What an erasure leaves, each with the reason."""
    for one in stays:
        say(f"Stays: {one['place']}: {one['reason']}.")
    for text in BEYOND:
        say(f"Beyond reach: {text}")


def print_possible(places: Sequence[Spotted]) -> None:
    """What an erasure left because it may be about somebody else, and how it is meant all the same."""
    if places:
        _print_places(POSSIBLE, places)
        say("Left as they are. If one is meant, erase again and add it as a TEXT, spelt as it is there.")


def print_requests(found: Iterable[Request], now: datetime, zone: tzinfo, *, as_json: bool) -> None:
    """A line a request; what is late is said."""
    listed = [_request(one, now, zone) for one in found]
    if as_json:
        print_json(requests=listed)
        return
    titles = ("Number", "Kind", "Asked", "Answer by", "Answered", "Carry out by", "Done", "Outcome", "Late")
    print_table("Requests", titles, [tuple(str(value or "") for value in one.values()) for one in listed])


def _request(one: Request, now: datetime, zone: tzinfo) -> dict[str, Any]:
    today = now.astimezone(zone).date()
    late = (one.answered is None and today > one.answer_by) or (one.done is None and today > one.carry_out_by)
    days = [moment and f"{moment.astimezone(zone):%Y-%m-%d}" for moment in (one.at, one.answered, one.done)]
    return {
        "number": one.number,
        "kind": one.kind,
        "asked": days[0],
        "answer_by": str(one.answer_by),
        "answered": days[1],
        "carry_out_by": str(one.carry_out_by),
        "done": days[2],
        "outcome": one.outcome,
        "late": "late" if late else "",
    }


def print_over(
    found: Sequence[Over],
    counts: Mapping[str, Mapping[str, Counter[str]]],
    failed: Mapping[str, str],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """How many cells of each kind go, or went, by period and unit; never what stands in them."""
    if as_json:
        periods = [
            {"period": one.period, "kinds": sorted(one.kinds), "units": counts[one.period]} for one in found
        ]
        print_json(periods=periods, dry_run=dry_run, failed=dict(failed))
        return
    for one in found:
        say(f"{one.period}, closed on {one.closed:%Y-%m-%d}: {', '.join(sorted(one.kinds))}", "bold")
        for unit, kinds in counts[one.period].items():
            say(f"  {unit}: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
    if not found:
        say("Nothing has been kept for long enough.")
    print_failed(failed)
