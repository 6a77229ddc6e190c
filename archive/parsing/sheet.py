"""What is collected while a layout is read, story by story, and made into an Outline at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive.parsing.dates import Place, settle_date
from archive.parsing.page import Page, narrowed
from archive.parsing.shapes import Outline, Part, Source, Span, Story, Warning

_ENDED = re.compile(r"[.!?…][\"'”’»)\]\s]*(?:\([^()]*\))?[.,;]?$|[…:]$")
_SHORT = 100  # characters of a line at the page's foot; what is longer may be a story that was cut off
_CUT_SHORT = ("[...]", "[…]")  # whoever republished the digest left the rest out


@dataclass
class _Draft:
    start: int
    title: Span | None
    sources: tuple[Source, ...]
    confidence: float
    rule: str
    alone: Span | None
    paragraphs: list[Span] = field(default_factory=list)


@dataclass
class _Portion:
    heading: str | None
    span: Span | None
    stories: list[_Draft] = field(default_factory=list)


class Sheet:
    """A digest being read: sections, stories and their paragraphs are added in the order in which they stand."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.title: Span | None = None
        self.warnings: list[Warning] = []
        self._dates: list[tuple[Span, Place]] = []
        self._portions = [_Portion(None, None)]
        if page.prefix:
            self._dates.append((page.prefix, "prefix"))

    @property
    def open(self) -> bool:
        """Whether a story of the present section has begun."""
        return bool(self._portions[-1].stories)

    @property
    def paragraphs(self) -> list[Span]:
        """The paragraphs of the present story so far."""
        return self._portions[-1].stories[-1].paragraphs if self.open else []

    def dated(self, span: Span, place: Place) -> None:
        """Note a passage that may say the digest's date."""
        self._dates.append((span, place))

    def entitle(self, span: Span) -> None:
        """Note the digest's title."""
        self.title = span
        self._dates.append((span, "title"))

    def section(self, span: Span, heading: str | None = None) -> None:
        """Begin a section; its heading is the passage, or `heading` where the passage has marks around it."""
        self._portions.append(_Portion(heading or self.page.text[span.start : span.end], span))

    def story(
        self,
        start: int,
        title: Span | None = None,
        sources: tuple[Source, ...] = (),
        *,
        confidence: float = 1.0,
        rule: str = "",
        alone: Span | None = None,
    ) -> None:
        """Begin a story. `alone` is its paragraph should no other follow (a headline that is all there is)."""
        title = title if title and title.end > title.start else None
        self._portions[-1].stories.append(_Draft(start, title, sources, confidence, rule, alone))

    def paragraph(self, start: int, end: int) -> None:
        """Add [start, end), without white space at its ends, to the present story; nothing where it is empty."""
        if self.page.text.endswith(_CUT_SHORT, start, end):
            end = self.page.text.rindex("[", start, end)
        span = narrowed(self.page.text, start, end)
        if span.end > span.start:
            self._portions[-1].stories[-1].paragraphs.append(span)

    def cut(self, i: int, *, confidence: float, rule: str) -> None:
        """End the present story before its paragraph `i`, where another without heading or newspaper begins."""
        stories = self._portions[-1].stories
        stories.append(_Draft(stories[-1].paragraphs[i].start, None, (), confidence, rule, None, self.paragraphs[i:]))
        del stories[-2].paragraphs[i:]

    def _end_at_foot(self) -> None:
        """Take from the last story the short lines below its last sentence, and from the last of several headlines
        without bodies all that follows: keywords, links, what else the site has."""
        drafts = [draft for portion in self._portions for draft in portion.stories]
        if len(drafts) > 3 and drafts[-1].alone and not any(draft.paragraphs for draft in drafts[:-1]):
            drafts[-1].paragraphs.clear()
        paragraphs = self.paragraphs
        ends = [_ENDED.search(self.page.text, max(p.start, p.end - 160), p.end) for p in paragraphs]
        last = next((i for i in range(len(ends), 0, -1) if ends[i - 1]), len(ends))
        below = [self.page.text[p.start : p.end] for p in paragraphs[last:]]
        foot = all(len(line) <= _SHORT or _is_list(line) for line in below)
        if foot and not self.page.text.startswith(_CUT_SHORT, paragraphs[-1].end if paragraphs else 0):
            del paragraphs[last:]

    def title_by(self, headlines: list[Span]) -> None:
        """Give the section's untitled stories the headlines that were listed above them: by the words that both hold,
        otherwise in order where there are as many of the one as of the other."""
        drafts = self._portions[-1].stories
        text = self.page.text
        bodies = [_long_words(" ".join(text[p.start : p.end] for p in draft.paragraphs)) for draft in drafts]
        for i, headline in enumerate(headlines):
            words = _long_words(text[headline.start : headline.end])
            shared = [len(words & body) for body in bodies]
            best = max(range(len(drafts)), key=lambda n: (shared[n], n == i), default=None)
            if best is None or (shared[best] == 0 and len(headlines) != len(drafts)):
                continue
            draft = drafts[i] if len(headlines) == len(drafts) and shared[i] * 2 >= shared[best] else drafts[best]
            draft.title = draft.title or headline

    def outline(self, family: str | None) -> Outline:
        """The outline of what was collected; sections and stories with nothing in them are left out."""
        text = self.page.text
        self._end_at_foot()
        settled = settle_date(text, self._dates)
        parts = []
        for portion in self._portions:
            stories = tuple(story for draft in portion.stories if (story := _finished(text, draft)))
            if stories:
                parts.append(Part(portion.heading, stories, portion.span))
        title = " ".join(text[self.title.start : self.title.end].split()) if self.title else None
        return Outline(settled.found, title, self.title, family, tuple(parts), tuple(self.warnings) + settled.warnings)


def _long_words(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", text.casefold())}


def _finished(text: str, draft: _Draft) -> Story | None:
    paragraphs = draft.paragraphs or ([draft.alone] if draft.alone else [])
    if not paragraphs:
        return None
    title = draft.title
    return Story(
        span=Span(min(draft.start, paragraphs[0].start), max(draft.start, paragraphs[-1].end)),
        paragraphs=tuple(paragraphs),
        title=" ".join(text[title.start : title.end].split()) if title else None,
        title_span=title,
        sources=draft.sources,
        confidence=draft.confidence,
        rule=draft.rule,
    )


def _is_list(line: str) -> bool:
    """Whether a line is keywords: five and more of at most five words each."""
    pieces = re.split("[,;]", line)
    return len(pieces) > 4 and all(len(piece.split()) <= 5 for piece in pieces)
