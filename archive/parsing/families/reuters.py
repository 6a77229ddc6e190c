"""Agencies' press digests: starred or dashed items, under one newspaper, under newspapers' lines, or with the
newspapers in brackets.

Reuters' digests of the Financial Times ("Headlines", then "Overview"), the Wall Street Journal, the New York Times,
British business, Bulgaria and Russia, and others like them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from archive.parsing.dates import dated_place, header_place
from archive.parsing.discovery import discover_newspapers
from archive.parsing.families.brackets import read_tail
from archive.parsing.families.newspaper_lines import read_newspaper_line, spelled
from archive.parsing.furniture import is_credit, is_furniture
from archive.parsing.headings import is_name
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import MARKER, Block, Page, narrowed
from archive.parsing.shapes import Source, Span, Warning
from archive.parsing.sheet import Sheet

FAMILY = "reuters_press_digest"

_TITLE = re.compile(
    r"(?:UPDATE \d ?- ?)?PRESS DIGEST\b ?[-–:]? ?(?P<about>[A-Z][^\n]{0,60}?)?"
    r"(?: ?[-–] ?[A-Z][a-z]{2,8}\.? \d{1,2}\b.*)?$"
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z .-]{2,25}, )?[A-Z][a-z]{2,8}\.? \d{1,2} ?"
    r"(?:\((?P<agency>[A-Z][A-Za-z]{2,15})\) ?[-–—]|"
    r"[-–—]? ?(?=(?:The following|Following|These are|Here (?:is|are)|Below)\b))"
)
_ABOUT = re.compile(
    r"\b(?:stories|headlines) (?:in|from|on|on the front pages? of) (?:the )?"
    r"(?P<name>[A-Z][\w’' .-]{2,40}?)(?: on \w+day| newspaper| today| (?:business|front|inside) pages?)*[.,:]"
)
_PAGES = re.compile(r" (?:business|financial|world|national|front) ?(?:news|pages?|section|stories|headlines)?$")
_END = re.compile(
    r"our standards ?:|\w+ standards ?:|for more (?:news|information)|copyright|\(c\) reuters", re.IGNORECASE
)
_PREFIX = re.compile(r"(?P<name>[A-Z0-9][A-Z0-9 &.’'-]{1,40}) [-–—] (?=[A-Z\"“0-9])")
_CREDIT_INSIDE = re.compile(r"\((?:Compiled|Reporting|Editing|Writing|Edited|Reported) by\b")
_RUN_TOGETHER = re.compile(r"(?<=[.)\"”])\s+(?:\*|--|[-–•])\s*(?=[A-Z\"“0-9])")
_STARS = re.compile(r"\s\*\s+(?=[A-Z\"“0-9])")
_NOT_A_NEWSPAPER = re.compile(
    r"british business|business news|bulgaria|russia|canada|italy|spain|israel|\bpress\b|newspapers?$", re.IGNORECASE
)


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Whether the page is a digest of items: a title "PRESS DIGEST" or an agency's dateline, and bullets."""
    marks = sum(1 for block in page.sample if _is_item(block))
    marks += len(_STARS.findall(page.text[:20_000])) + len(_RUN_TOGETHER.findall(page.text[:20_000]))
    titled = any(_TITLE.match(block.text) for block in page.sample[:80]) or "PRESS DIGEST" in page.head
    agency = any(_DATELINE.search(block.text[:4000]) for block in page.sample[:80])
    if (titled or agency) and marks >= 2:
        return True
    lines = [i for i, block in enumerate(page.sample[:-1]) if names.canonical(block.text)]
    if titled and sum(1 for i in lines if page.sample[i + 1].ended) >= 2:
        return True
    papers = sum(1 for i in lines if _item_follows(page.sample, i))
    return papers >= 2 or (papers == 1 and marks >= 2)


def _is_item(block: Block) -> bool:
    return bool(MARKER.match(block.text)) and len(block.text) > 30


def _item_follows(blocks: tuple[Block, ...], i: int) -> bool:
    """Whether an item stands below, with at most a web address between."""
    below = [b for b in blocks[i + 1 : i + 3] if not b.text.startswith(("www.", "http", "("))]
    return bool(below) and _is_item(below[0])


def read(page: Page, names: NewspaperNames) -> Sheet:
    """Read title, dates and items; headlines listed above the items become their titles."""
    sheet = Sheet(page)
    pieces = [piece for block in _rejoined(page) for piece in _pieces(page.text, block)]
    speaking = discover_newspapers(page.text)
    head: Sheet = sheet
    while pieces:
        start, one = _read_head(page, head, pieces, names)
        marked = any(_is_item(piece) or _PREFIX.match(piece.text) for piece in pieces[start:])
        pieces = _Items(page, sheet, names, speaking, one, marked).read(pieces[start:])
        if pieces:
            sheet.section(pieces[0].span)
            sheet.warnings.append(Warning("other-digest", "Another digest begins here.", pieces[0].span))
            head = Sheet(page)  # the page's title and date are those of its first digest
    return sheet


def _rejoined(page: Page) -> list[Block]:
    """The page's blocks, an item that breaks off in mid-sentence joined with the line right below it."""
    joined: list[Block] = []
    for block in page.blocks:
        last = joined[-1] if joined else None
        if last is not None and _is_item(last) and not last.ended and not block.gap and not block.marker():
            joined[-1] = Block(last.start, block.end, last.gap, page.text[last.start : block.end])
        else:
            joined.append(block)
    return joined


def _begins_digest(pieces: list[Block], i: int) -> bool:
    """Whether another digest's title stands here, with its dateline below: a mere link to one has none."""
    if not (_TITLE.match(pieces[i].text) and "PRESS DIGEST" in pieces[i].text):
        return False
    return any(_DATELINE.search(piece.text[:400]) for piece in pieces[i : i + 8])


def _pieces(text: str, block: Block) -> list[Block]:
    """A block, or the items that were run together in it."""
    cuts = [m.start() for m in _RUN_TOGETHER.finditer(block.text)] if _is_item(block) else []
    stars = [m.start() for m in _STARS.finditer(block.text)]
    if len(stars) >= 2 or (stars and block.text.startswith("*")):
        cuts = sorted({*cuts, *stars})
    elif not _is_item(block) and len(block.text) > 400:
        dashes = [m.start() for m in _RUN_TOGETHER.finditer(block.text)]
        cuts = dashes if len(dashes) >= 2 else []
    edges = [0, *cuts, len(block.text)]
    spans = [narrowed(text, block.start + a, block.start + b) for a, b in pairwise(edges)]
    return [
        Block(s.start, s.end, block.gap if s.start == block.start else 0, text[s.start : s.end])
        for s in spans
        if s.end > s.start
    ]


def _read_head(page: Page, sheet: Sheet, pieces: list[Block], names: NewspaperNames) -> tuple[int, Source | None]:
    """Note title and dates; the index of the first block below them, and the one newspaper of all items if any."""
    first = next((i for i, b in enumerate(pieces) if _DATELINE.search(b.text[:4000])), None)
    above = first + 1 if first is not None else next((i for i, b in enumerate(pieces) if _is_item(b)), 1)
    titles = [i for i, b in enumerate(pieces[:above]) if _TITLE.match(b.text) and not header_place(b.text)]
    title = titles[-1] if titles else None
    start = 0
    if title is not None:
        found = _TITLE.match(pieces[title].text)
        sheet.entitle(Span(pieces[title].start, pieces[title].start + (found.end() if found else 0)))
        start = title + 1
    if first is not None:
        start = max(start, first + 1)
        dateline = _DATELINE.search(pieces[first].text[:4000])
        if dateline:
            sheet.dated(Span(pieces[first].start + dateline.start(), pieces[first].start + dateline.end()), "dateline")
        inline = re.search(r"PRESS DIGEST ?- ?.{3,50}? ?- ?[A-Z][a-z]{2,8} \d{1,2}\b", pieces[first].text)
        if title is None and inline:
            sheet.entitle(Span(pieces[first].start + inline.start(), pieces[first].start + inline.end()))
    head = pieces[: max(start, 1)]
    for block in head:
        place = dated_place(block.text)
        if place and place != "dateline":
            sheet.dated(block.span, place)
    posted = re.search(r"[A-Z][a-z]{2,8} \d{1,2}, \d{4} ?/ ?\d{1,2}:\d{2}", page.head)
    if posted:
        sheet.dated(Span(*posted.span()), "posting")
    about = pieces[first] if first is not None else None
    return start, _one_newspaper(page, sheet, about, names)


def _one_newspaper(page: Page, sheet: Sheet, about: Block | None, names: NewspaperNames) -> Source | None:
    """The newspaper that all items come from: the dateline or the title names it."""
    found = _ABOUT.search(page.text, about.start, min(about.end, about.start + 1500)) if about else None
    title = _TITLE.match(page.text, sheet.title.start, sheet.title.end) if sheet.title else None
    candidates = [m.span(g) for m, g in ((title, "about"), (found, "name")) if m and m.group(g)]
    for start, end in candidates:
        name = _PAGES.sub("", page.text[start:end].strip(" -–"))
        canonical = names.canonical(name)
        if canonical:
            return Source(canonical, Span(start, start + len(name)), 0.95, "digest-newspaper")
    for start, end in candidates:
        name = page.text[start:end].strip(" -–")
        if is_name(name) and not _NOT_A_NEWSPAPER.search(name):
            return Source(name, Span(start, start + len(name)), 0.7, "digest-unknown-newspaper")
    return None


@dataclass
class _Items:
    page: Page
    sheet: Sheet
    names: NewspaperNames
    speaking: frozenset[str]
    one: Source | None
    marked: bool

    def read(self, pieces: list[Block]) -> list[Block]:
        """Add an item a story, from below the head to the page's end or the next digest on it: what is left then."""
        headlines: list[Span] = []
        listing = False
        paper: Source | None = None
        title: Span | None = None
        end = len(pieces)
        for i, block in enumerate(pieces):
            if _END.match(block.text) or (
                self.sheet.open and _TITLE.match(block.text) and "PRESS DIGEST" in block.text
            ):
                end = i
                break
            word = block.text.strip(" :*").casefold()
            if word in ("headlines", "overview"):
                listing = word == "headlines"
                continue
            if listing and _is_headline(block):
                headlines.append(self._bare(block))
                continue
            named = read_newspaper_line(
                block, self.names, self.speaking, unknown=_item_follows(tuple(pieces[i : i + 4]), 0)
            )
            if named and not _is_item(block):
                paper, title = named, None
                continue
            if self._aside(block):
                continue
            if title is None and not MARKER.match(block.text) and self._heads_item(pieces, i):
                title = self._bare(block)
                continue
            self._item(block, paper or self.one, title)
            title = None
        if headlines:
            self.sheet.title_by(headlines)
        return pieces[next((i for i in range(end, len(pieces)) if _begins_digest(pieces, i)), len(pieces)) :]

    def _aside(self, block: Block) -> bool:
        return (
            is_furniture(block.text)
            or is_credit(block.text)
            or block.text.startswith(("www.", "http"))
            or bool(header_place(block.text))
        )

    def _heads_item(self, pieces: list[Block], i: int) -> bool:
        """Whether an unmarked short line is the headline of the item below it."""
        block = pieces[i]
        return (
            len(block.text) <= 160
            and not _PREFIX.match(block.text)
            and i + 1 < len(pieces)
            and _is_item(pieces[i + 1])
            and not self._bare_ended(block)
        )

    def _bare_ended(self, block: Block) -> bool:
        return self.page.text[: self._bare(block).end].endswith(".") or "(Reuters)" in block.text

    def _bare(self, block: Block) -> Span:
        """A headline without its bullet, link and full stop."""
        mark = MARKER.match(block.text)
        start = block.start + (mark.end() if mark else 0)
        end = read_tail(self.page.text, start, block.end, self.names).end
        return Span(start, end - 1 if self.page.text[start:end].endswith(".") else end)

    def _item(self, block: Block, paper: Source | None, title: Span | None) -> None:
        mark = MARKER.match(block.text)
        start = block.start + (mark.end() if mark else 0)
        credit = _CREDIT_INSIDE.search(self.page.text, start, block.end)
        tail = read_tail(self.page.text, start, credit.start() if credit else block.end, self.names)
        if tail.end <= start:
            return
        prefix = _PREFIX.match(self.page.text, start, tail.end)
        sources: tuple[Source, ...] = (paper,) if paper else ()
        if tail.sources:
            sources = tail.sources
        elif prefix and paper is None:
            name = prefix.group("name")
            known = self.names.canonical(name)
            span = Span(start, start + len(name))
            sources = (Source(known or spelled(name, self.speaking), span, 0.95 if known else 0.75, "prefix"),)
        begins = mark or prefix or tail.sources or (not self.marked and sources and block.ended)
        if not begins:
            if self.sheet.open:
                self.sheet.paragraph(start, tail.end)
            return
        self.sheet.story(block.start, title, sources, confidence=0.95, rule="item")
        self.sheet.paragraph(start, tail.end)


def _is_headline(block: Block) -> bool:
    return len(block.text) < 200
