"""One paragraph a newspaper: "The Times says …", "l-orizzont leads with …", as the Times of Malta, the Press
Association, the BBC ("Image caption …") and RFE/RL's Armenian service write of the day's papers."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.parsing.families.head import read_head
from archive.parsing.furniture import is_credit, is_furniture
from archive.parsing.newspapers import NewspaperNames, looks_like_newspaper
from archive.parsing.page import Block, Page, narrowed
from archive.parsing.shapes import Source, Span
from archive.parsing.sheet import Sheet

FAMILY = "paragraph_per_newspaper"

_SECTION = re.compile(
    r"(?:the )?(?:press in\b|overseas press|foreign press|local press|british press|maltese press|international press|"
    r"english press|elsewhere|and elsewhere|in other news|"
    r"and in\b|and finally|sports? pages|business pages|sundays?\b)",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"related (?:internet )?links$|related topics$|more on this story$|sponsored content$", re.IGNORECASE
)
_OF_PAPERS = re.compile(
    r"(?:the papers|newspaper headlines|the newspapers|front pages|what the papers say|papers? review|"
    r"today[’']s papers)\b",
    re.IGNORECASE,
)
_SECTION_OPENS = re.compile(
    r"(?P<name>(?:the )?(?:overseas|foreign|local|british|maltese|international|english|irish|sunday) "
    r"(?:press|papers)):\s+(?=\S)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:image (?:caption|copyright|source)|getty images|media caption)\s*:?\s*", re.IGNORECASE)
_FRONT_PAGE = re.compile(
    r"(?P<name>[^.\n]{1,40}?)(?: newspaper)?(?: front page)?,? ?(?:[-–—|:] ?)?(?P<date>\d{1,2}/\d{1,2}/\d{2,4}"
    r"|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
)
_LEAD_IN = re.compile(
    r"(?:(?:in|from|over in|on|of) (?:the )?[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{1,20})?(?: media)?, (?:meanwhile, )?|"
    r"(?:meanwhile|elsewhere|finally|and finally|similarly|inside|by contrast|separately)[,:] |"
    r"(?:the )?(?:front pages? of|lead stor(?:y|ies) in|main story in|front-page story in|headline in) |"
    r"(?:in (?:an|his|her) interview (?:with|to|for)|speaking to|"
    r"for|according to|and|while|but|both|as|on the front of|over at|writing in|in) )?(?:the (?=[“\"l]))?",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"[”\"]?(?: newspaper| daily| weekly)?,? (?:also |again |too |meanwhile |instead |simply |[a-z]+ly )?"
    r"(?:says?|leads?|reports?|quotes?|carr(?:ies|y)|gives?|splash(?:es)?|writes?|features?"
    r"|focus(?:es)?|has|have|runs?|"
    r"publish(?:es)?|devotes?|claims?|reveals?|describes?|looks?|highlights?|notes?|tells?|warns?"
    r"|headlines?|opts?|goes|go|"
    r"covers?|turns?|recounts?|comments?|argues?|asks?|fronts?|dedicates?|opens?|follows?|adds?"
    r"|announces?|discuss(?:es)?|"
    r"considers?|recommends?|is|are|believes?|suggests?|shows?|pictures?|cites?|criticises?|criticizes?|picks? up|"
    r"concentrates?|thinks?|calls?|wonders?|marks?|stays?|keeps?|chooses?|uses?|draws?|tops?"
    r"|laments?|predicts?|alleges?|"
    r"declares?|explains?|observes?|scrutini[sz]es|interviews?|accuses?|dismiss(?:es)?|points?)\b"
)
_REPORTS = re.compile(
    r" (?:newspaper |daily |weekly )?(?:says?|reports?|writes?|quotes?|carries|publishes|notes|comments|claims|leads|"
    r"believes|editoriali[sz]es|complains|calls|warns|asks|wonders|recalls|runs|prints|sees|hopes|fears|predicts|"
    r"insists|concludes|suggests|alleges|dismisses|welcomes|criticizes|criticises|"
    r"speaks|looks|thinks|interviews|accuses|describes|argues|considers|discusses)\b"
)
_NAMING = re.compile(r"(?:according to|interview (?:with|to|for)|speaking to) $", re.IGNORECASE)
_CAPITAL_WORD = r"[A-ZÀ-ÞŁŚŻŠŽČ][\w’'.&-]{0,24}"
_CAPITALS = re.compile(
    r"(?:[Tt]he i(?= )(?: newspaper| paper)?"
    rf"|(?:[Tt]he )?(?:{_CAPITAL_WORD}|24|168)(?: (?:of |on |e |i |de |della |del |al-)?{_CAPITAL_WORD}){{0,4}}"
    r"|(?:[Ll]|[Ii][nlrst])-[A-Z]?[\wħġċż]{2,20})"
)
_QUOTED = re.compile(r"[“\"«](?P<name>[A-ZÀ-Þ0-9][\w’'. -]{1,30}?)[,.]?[”\"»]")
_AFTER_QUOTE = re.compile(
    r"(?:claims?|writes?|says?|reports?|comments?|notes?|concludes?|believes?|suggests?|argues?|adds?) (?:the )?"
    r"[“\"]?(?P<name>[A-ZÀ-Þ][\w’'-]{1,20}(?:\.am|\.com| [A-Z][\w’'-]{1,20})?)(?:[.,]?[”\"]|(?=[.,]|$))"
)
_AND = re.compile(r"[”\"]?(?:, | and | as well as |, and )(?:the )?")


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Whether most paragraphs begin with a newspaper's name and what it says: three at least."""
    body = [b for b in page.sample if len(b.text) > 45 and b.ended]
    leading = [b for b in body if leading_newspapers(page.text, b, names)]
    pictures = sum(1 for b in page.sample if _picture_label(page.text, b, names))
    if len(leading) + pictures >= 3 and (len(leading) + pictures) * 2 >= len(body):
        return True
    return _is_of_papers(page) and sum(1 for b in body if _named_in(page.text, b, names)) >= 2


def _is_of_papers(page: Page) -> bool:
    """Whether the page's title says that it tells what the papers have."""
    return any(_OF_PAPERS.match(block.text) for block in page.blocks[:12] if not block.ended or len(block.text) < 120)


def _named_in(text: str, block: Block, names: NewspaperNames) -> tuple[Source, ...]:
    """The newspapers that a paragraph names anywhere, each once."""
    found: dict[str, Source] = {}
    for named in names.find(text, block.start, block.end):
        if named.newspaper.kind != "agency" and len(block.text) > 40:
            found.setdefault(named.newspaper.name, Source(named.newspaper.name, named.span, 0.8, "newspaper-named"))
    return tuple(found.values())


def read(page: Page, names: NewspaperNames) -> Sheet:
    """Read a story a paragraph under each newspaper that opens one; what follows without a name goes on with it."""
    sheet = Sheet(page)
    blocks = page.blocks
    leads = [leading_newspapers(page.text, block, names) for block in blocks]
    anywhere = _is_of_papers(page)
    named = [_named_in(page.text, b, names) if anywhere and b.ended else () for b in blocks]
    first = next(i for i, b in enumerate(blocks) if leads[i] or named[i] or _picture_label(page.text, b, names))
    read_head(sheet, blocks, first)
    label: Source | None = None
    for i, block in enumerate(blocks[first:], start=first):
        if _FOOT.match(block.text):
            break
        mark = _LABEL.match(block.text)
        start = block.start + (mark.end() if mark else block.marker())
        front = _picture_label(page.text, block, names)
        if front:
            label, start = front.source, front.end
            sheet.dated(front.date, "label")
        if (front or mark) and block.end - start < 40:
            continue
        opening = _SECTION_OPENS.match(page.text, start, block.end)
        if opening:
            sheet.section(Span(*opening.span("name")))
            start = opening.end()
        if _is_section(block) and not leads[i] and not named[i]:
            sheet.section(block.span, block.text.rstrip(" .…:"))
        elif sources := leads[i] or ((label,) if label else named[i]):
            sheet.story(block.start, None, sources, confidence=0.95, rule="newspaper-opens")
            sheet.paragraph(start, block.end)
            label = None
        elif sheet.open and block.ended and not is_furniture(block.text) and not is_credit(block.text):
            sheet.paragraph(start, block.end)
    return sheet


def _is_section(block: Block) -> bool:
    if len(block.text) > 80 or block.marker():
        return False
    if block.text.isupper() and block.gap and len(block.text) <= 40 and not any(map(str.isdigit, block.text)):
        return True
    return bool(_SECTION.match(block.text)) or block.text.endswith((":", "...", "…"))


class _PictureLabel(NamedTuple):
    """A picture's label "Daily Mail front page 22/04/19": its newspaper, its day, where it ends."""

    source: Source
    date: Span
    end: int


def _picture_label(text: str, block: Block, names: NewspaperNames) -> _PictureLabel | None:
    mark = _LABEL.match(block.text)
    found = _FRONT_PAGE.match(text, block.start + (mark.end() if mark else 0), block.end)
    if not found:
        return None
    name = re.sub(r"^(?:the )?(?:front page of )?", "", found.group("name"), flags=re.IGNORECASE).strip()
    canonical = names.canonical(name)
    if canonical is None:
        return None
    source = Source(canonical, Span(*found.span("name")), 0.9, "picture-label")
    return _PictureLabel(source, Span(*found.span("date")), found.end())


def leading_newspapers(text: str, block: Block, names: NewspaperNames) -> tuple[Source, ...]:
    """The newspapers that a paragraph opens with as its subject; () where it opens otherwise.

    A known name is enough; an unknown one must look like a newspaper's and say something.
    """
    mark = _LABEL.match(block.text)
    start = block.start + (mark.end() if mark else block.marker())
    if (front := _picture_label(text, block, names)) is not None:
        start = narrowed(text, front.end, block.end).start
        if block.end - start < 40:
            return ()
    if (opening := _SECTION_OPENS.match(text, start, block.end)) is not None:
        start = opening.end()
    lead_in = _LEAD_IN.match(text, start, block.end)
    for at in sorted({start, lead_in.end() if lead_in else start}):
        found = _names_at(text, at, block.end, names)
        if found:
            return found
    if text[start] in '“"«':
        after = _AFTER_QUOTE.search(text, start, min(block.end, start + 700))
        if after and (canonical := names.canonical(after.group("name"))):
            return (Source(canonical, Span(*after.span("name")), 0.9, "newspaper-after-quotation"),)
    return ()


def _names_at(text: str, at: int, end: int, names: NewspaperNames) -> tuple[Source, ...]:
    found: list[Source] = []
    while len(found) < 6:
        named = _name_at(text, at, end, names)
        if named is None:
            break
        found.append(named)
        joint = _AND.match(text, named.span.end, end)
        if not joint:
            break
        at = joint.end()
    if not found:
        return ()
    last = found[-1].span.end
    says = _VERB.match(text, last, end) or text.startswith(("'", "’"), last)
    sure = all(source.confidence >= 0.9 for source in found)
    return tuple(found) if says or (sure and not text[last : last + 1].isalnum()) else ()


def _name_at(text: str, at: int, end: int, names: NewspaperNames) -> Source | None:
    quoted = _QUOTED.match(text, at, end)
    if quoted:
        name, span = quoted.group("name"), Span(*quoted.span("name"))
        canonical = names.canonical(name)
        if canonical:
            return Source(canonical, span, 0.95, "newspaper-opens")
        named = _NAMING.search(text, max(0, at - 20), at)
        if len(name.split()) > 3 or not (named or _REPORTS.match(text, quoted.end(), end)):
            return None
        return Source(name, span, 0.9 if named else 0.7, "unknown-newspaper-opens")
    listed = names.match(text, at)
    if listed and listed.span.end <= end and not text[listed.span.end : listed.span.end + 2].strip()[:1].isupper():
        return Source(listed.newspaper.name, listed.span, 0.95, "newspaper-opens")
    capitals = _CAPITALS.match(text, at, end)
    if not capitals:
        return None
    words = capitals.group().split(" ")
    for n in range(len(words), 0, -1):  # the longest known name first
        name = re.sub(r"[’']s?$", "", " ".join(words[:n]))
        canonical = names.canonical(name)
        part = n == 1 and len(words) > 1 and words[1][0].isupper() and not name.startswith("The")
        if canonical and not part:
            return Source(canonical, Span(at, at + len(name)), 0.95, "newspaper-opens")
    name = re.sub(r"[’']s?$", "", capitals.group())
    says = _VERB.match(text, at + len(name), end)
    if says and (looks_like_newspaper(name) or name.startswith("The ")) and len(name) > 4:
        return Source(name, Span(at, at + len(name)), 0.7, "unknown-newspaper-opens")
    return None
