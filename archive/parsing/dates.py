"""Dates: what a digest's own text proves about its day. Nothing is guessed, and today's date plays no part."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from archive.parsing.shapes import DateFound, Span, Warning

Place = Literal["title", "topline", "dateline", "line", "label", "masthead", "prefix", "posting", "url"]
_RANK: tuple[Place, ...] = get_args(Place)

EARLIEST, LATEST = 1900, 2100  # a year outside is a slip or a joke, not a digest's date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan ianuarie",
            "february feb februarie",
            "march mar martie",
            "april apr aprilie",
            "may mai",
            "june jun iunie",
            "july jul iulie",
            "august aug",
            "september sept sep septembrie",
            "october oct octombrie",
            "november nov noiembrie",
            "december dec decembrie",
        ),
        start=1,
    )
    for name in names.split()
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Republished digests carry Romanian date lines.
_MONTH = (
    r"(?P<month>jan(?:uary)?|ianuarie|feb(?:ruary|ruarie)?|mar(?:ch|tie)?|apr(?:il|ilie)?|may|mai|june?|iunie|july?|iulie|"
    r"aug(?:ust)?|sept?(?:ember|embrie)?|oct(?:ober|ombrie)?|nov(?:ember)?|noiembrie|dec(?:ember|embrie)?)\.?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? {1,2}(?:the )?)?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\d/.-])(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?(?![\d-])",
        r"\b" + _WEEKDAY + _MONTH + r",? {0,2}(?P<day>\d{1,2})" + _ORDINAL + r"(?![\d:])(?:(?:, ?| |/)" + _YEAR + r")?",
        r"\b"
        + _WEEKDAY
        + r"(?P<day>\d{1,2})"
        + _ORDINAL
        + r"(?: ?[-–] ?\d{1,2}"
        + _ORDINAL
        + r")?,? (?:of )?"
        + _MONTH
        + r"(?!\w)(?:,? "
        + _YEAR
        + r")?",
        r"\b" + _MONTH + r",? " + _YEAR,
        r"(?<![\d/.-])(?P<day>\d{1,2})(?P<more>(?:[-–,] ?\d{1,2}){0,4})(?P<mark>[./]) ?(?P<month>\d{1,2})(?P=mark) ?"
        r"(?P<year>\d{4}|\d{2})(?![\d/]|\.\d)",
        r"(?<![\d/.-])(?P<year>\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])",
        r"\b(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)\b",
        r"\b(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day\b",
    )
)
_URL = re.compile(
    r"https?://\S{1,200}?[/=_.-](?P<year>(?:19|20)\d{2})(?P<mark>[/-]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?!\d)"
)
_PREFIX = re.compile(r"[\s\ufeff]{0,10}date (?P<date>\d{4}-\d{2}(?:-\d{2})?)(?=\s|$)")
_POSTING = re.compile(r"^.{4,20}\d{4} ?/ ?\d{1,2}:\d{2}")
# Of another day than the digest's: when the page was fetched, what else the site has, appeals.
_FOREIGN_DATE = re.compile(  # of a line in small letters
    r"\bupdated\b|\bmodified\b|\bretrieved\b|\bcrawl|\baccessed\b|"
    r"\barchived? (?:on|copy)\b|"
    r"\b(?:page|copy) (?:saved|made)\b|"
    r"\bsaved (?:on|at|from)\b|\bcaptured?\b|\bsnapshot\b|\bcached?\b|"
    r"\bdownloaded\b|\bfetched\b|\bviewed\b|\bvisited\b|"
    r"\bprinted (?:on|from)\b|\bprint(?:ing)? date\b|^(?:previous|next|older|newer|yesterday|tomorrow)\b|^[«‹<←»›>→]|"
    r"©|copyright|\bsupport\b|subscri|donat|\bdesignated\b|\bundesirable\b"
)
_ISSUE = re.compile(
    r"\b(?:press|media|news|papers?|newspapers?|reviews?|digest|bulletin|monitor(?:ing)?|edition|issue|vol|headlines|"
    r"briefing|summary|overview|round-?up|observer|watch|newsletter|newsline|daily|weekly|"
    r"front pages|cuttings|clippings)\b|\bno\.|№",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?|\bUTC ?[+-]\d{1,2}|\b(?:gmt|msk|est|edt|cet|bst)\b|"
    r"\b(?:posted|published|date|issue|no|on|at|by|edition|morning|evening|weekend|moscow)\b",
    re.IGNORECASE,
)


class Clue(NamedTuple):
    """A date expression: what it says (None: does not say), where it stands, and in what part of the page."""

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None
    span: Span
    place: Place

    def full(self) -> date | None:
        """The day it names, when it names one wholly."""
        return date(self.year, self.month, self.day) if self.year and self.month and self.day else None


class Settled(NamedTuple):
    """The date that the clues prove together, and what was odd about them."""

    found: DateFound
    warnings: tuple[Warning, ...]


def prefix_length(text: str) -> int:
    """The length of a crawler's " date 2024-06-24 " before the text; 0 where there is none."""
    found = _PREFIX.match(text)
    return found.end() if found else 0


def is_date_line(line: str) -> bool:
    """Whether a line says a date and nothing else but clock, place or "Published on"."""
    if len(line) > 90 or line.startswith("#") or not any(map(str.isdigit, line)) or _FOREIGN_DATE.search(line.lower()):
        return False
    odd: list[Warning] = []
    spans = [clue.span for clue in _clues(line, 0, len(line), "line", odd) if clue.day or clue.month or clue.weekday]
    spans += [warning.span for warning in odd if warning.span and warning.code != "several-days"]
    if not spans:
        return False
    rest = line
    for span in sorted(spans, reverse=True):
        rest = rest[: span.start] + " " + rest[span.end :]
    rest = re.sub(
        r"\b(?:" + "|".join(_DAYS) + r"|mon|tue|wed|thu|fri|sat|sun)\b", " ", _CLOCK.sub(" ", rest), flags=re.IGNORECASE
    )
    return len(re.sub(r"[\W_]+", "", rest)) <= 12


def settle_date(text: str, places: Iterable[tuple[Span, Place]]) -> Settled:
    """Read the digest's date from the passages that can say it: (span, what it is), in any order.

    The title's day wins over the topline's, and so on in the order of `Place`; a year that it lacks is taken from
    another passage only when that one names a day at most three days away. Years before 1900 or after 2100 and
    days that no calendar has are reported and left out. Numbers are read day/month/year.
    """
    warnings: list[Warning] = []
    clues: list[Clue] = []
    for span, place in places:
        clues += _clues(text, span.start, span.end, place, warnings)
    clues.sort(key=lambda clue: _RANK.index(clue.place))
    clues = _agreed_labels(clues)
    return Settled(_settle(clues, warnings), tuple(warnings))


def _clues(text: str, start: int, end: int, place: Place, warnings: list[Warning]) -> list[Clue]:
    if place == "prefix":
        start = text.index("date", start, end) + 4
    forms: tuple[re.Pattern[str], ...] = (_URL,) if place == "url" else _FORMS
    taken: list[Span] = []
    clues: list[Clue] = []
    for form in forms:
        for found in form.finditer(text, start, end):
            span = Span(*found.span())
            if any(span.start < other.end and other.start < span.end for other in taken):
                continue
            taken.append(span)
            clues += _clue(found, span, place, warnings)
    return sorted(clues, key=lambda clue: clue.span)


def _clue(found: re.Match[str], span: Span, place: Place, warnings: list[Warning]) -> Iterator[Clue]:
    said = found.groupdict()
    year = int(said["year"]) if said.get("year") else None
    if year is not None and len(said["year"]) == 2:
        year += 1900 if year >= 70 else 2000
    month = said.get("month")
    number = None if month is None else int(month) if month.isdigit() else _MONTHS[month.lower().rstrip(".")]
    day = int(said["day"]) if said.get("day") else None
    if year is not None and not EARLIEST <= year <= LATEST:
        warnings.append(Warning("absurd-date", f"The year {year} is not taken for the digest's date.", span))
        return
    if not _on_calendar(year, number, day):
        warnings.append(Warning("impossible-date", f"“{found.group()}” is not a day of the calendar.", span))
        return
    if said.get("more"):
        warnings.append(Warning("several-days", f"“{found.group()}” is several days: the first is taken.", span))
    yield Clue(year, number, day, _weekday(said.get("weekday")), span, place)


def _weekday(name: str | None) -> int | None:
    if not name:
        return None
    return next(i for i, day in enumerate(_DAYS) if day[:3] == name[:3].lower())


def _on_calendar(year: int | None, month: int | None, day: int | None) -> bool:
    if month is not None and not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= (monthrange(year or 2000, month)[1] if month else 31)


def _agreed_labels(clues: list[Clue]) -> list[Clue]:
    """Dates in labels of single items count only where half of them agree; of two such days, the later."""
    labels = [clue for clue in clues if clue.place == "label" and clue.full()]
    days = Counter(clue.full() for clue in labels)
    most = max(days, key=lambda day: (days[day], day), default=None)
    agreed = next((clue for clue in labels if clue.full() == most and days[most] * 2 >= len(labels)), None)
    return [clue for clue in clues if clue.place != "label" or clue is agreed]


def _settle(clues: list[Clue], warnings: list[Warning]) -> DateFound:
    days = [clue for clue in clues if clue.month and clue.day]
    if not days:
        return _settle_without_day(clues)
    best = days[0]
    value = best.full() or _with_year(best, clues)
    if value is None:
        return DateFound(None, f"--{best.month:02d}-{best.day:02d}", best.span, 0.9, f"{best.place}-no-year")
    confidence = 1.0 if best.year else 0.95
    for clue in clues:
        if clue.weekday is not None and (clue.day is None or clue.day == value.day) and clue.weekday != value.weekday():
            said, was = _DAYS[clue.weekday].title(), _DAYS[value.weekday()].title()
            message = f"The text says {said}, but {value.isoformat()} was a {was}."
            warnings.append(Warning("weekday-mismatch", message, clue.span))
            confidence = 0.6
            break
    return DateFound(value, None, best.span, confidence, best.place if best.year else f"{best.place}-year-elsewhere")


def _settle_without_day(clues: list[Clue]) -> DateFound:
    """A month with its year, or nothing; "Monday, 24th" lends its day to it."""
    month = next((clue for clue in clues if clue.month and clue.year), None)
    if month is None or month.year is None or month.month is None:
        return DateFound(rule="no-date")
    day = next((clue.day for clue in clues if clue.day and not clue.month), None)
    if day and _on_calendar(month.year, month.month, day):
        return DateFound(date(month.year, month.month, day), None, month.span, 0.9, f"{month.place}-and-day")
    return DateFound(None, f"{month.year}-{month.month:02d}", month.span, 0.9, f"{month.place}-month-only")


def _with_year(best: Clue, clues: list[Clue]) -> date | None:
    """The day of `best` in the year that another passage proves: a whole date at most three days off, or its month."""
    if best.month is None or best.day is None:
        return None
    for clue in clues:
        other = clue.full()
        if other is None:
            if clue.year and clue.month == best.month and _on_calendar(clue.year, best.month, best.day):
                return date(clue.year, best.month, best.day)
            continue
        for year in (other.year, other.year + 1, other.year - 1):
            if _on_calendar(year, best.month, best.day) and EARLIEST <= year <= LATEST:
                day = date(year, best.month, best.day)
                if abs(day - other) <= timedelta(days=3):
                    return day
    return None


def header_place(line: str) -> Place | None:
    """What a line of a digest's head is, as far as dates go; None where it cannot say the digest's date."""
    place = _place(line) if len(line) <= 600 else None
    return place if place and not _FOREIGN_DATE.search(line.lower()) else None


def _place(line: str) -> Place | None:
    if re.match(r"top stories (?:in|from) ", line, re.IGNORECASE):
        return "topline"
    if re.match(
        r"(?:[A-Z][A-Z .-]{2,25}, )?\w{3,9}\.? \d{1,2}(?:, \d{4})?\.? ?"
        r"(?:/[A-Z]{2,15}/|\([A-Z][A-Za-z ]{1,20}\) ?[-–—]|[-–—] )",
        line,
    ):
        return "dateline"
    if _POSTING.match(line):
        return "posting"
    if re.match(r"https?://\S+$", line) or re.match(r"(?:url|link|source): ?https?://\S+$", line, re.IGNORECASE):
        return "url"
    return "line" if is_date_line(line) else None


def dated_place(line: str) -> Place | None:
    """As `header_place`, and "masthead" for a line that names an issue by a whole date ("REVIEW No. 7, 22.06.17")."""
    place = header_place(line)
    if place or len(line) > 140 or line.endswith((".", "?", "!")) or _FOREIGN_DATE.search(line.lower()):
        return place
    if not _ISSUE.search(line) or not any(clue.full() for clue in _clues(line, 0, len(line), "masthead", [])):
        return None
    return "masthead"
