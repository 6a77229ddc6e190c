"""What matched, marked: text from the database to safe HTML with <mark>."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .conditions import Sql

# Private-use characters stand for the marks on their way out of PostgreSQL, and one for "<": ts_headline takes
# what looks like a tag for markup and drops it, but here it is text.
START, STOP, LESS = "\ue000", "\ue001", "\ue002"

_OPTIONS = f'StartSel="{START}", StopSel="{STOP}", HighlightAll=true'

_MARKED = re.compile(f"{START}([^{START}{STOP}]*){STOP}")
_OURS = re.compile(f"[{START}{STOP}]")
_SENTENCE_END = re.compile(r"(?<=[.!?…][”’\"»)])\s+|(?<=[.!?…])\s+|\n\s*\n")


def headline(column: str, words: Sql) -> Sql:
    """The SQL that marks a tsquery's words in a column: "<" is replaced, our marks are taken out of the text
    (translate drops them)."""
    return Sql(
        f"ts_headline('english', translate({column}, %s, %s), {words.text}, %s)",
        ("<" + START + STOP, LESS, *words.params, _OPTIONS),
    )


def to_html(text: str) -> SafeString:
    """Text with private marks as HTML: everything escaped, pairs of marks made <mark>, stray ones dropped."""
    html = _MARKED.sub(r"<mark>\1</mark>", escape(text.replace(LESS, "<")))
    return mark_safe(_OURS.sub("", html))  # noqa: S308 - escaped above


def snippet(text: str, said: Iterable[str] = (), length: int = 260) -> SafeString:
    """The sentences around the best match of a marked text, as HTML; those it opens with where nothing matched.

    Sentences of `said`, the statements that are shown beside it anyway, are passed over. Best is the sentence with
    most different marked words; following ones are added while they fit.
    """
    shown = [plain(one) for one in said]
    sentences = [part for part in _SENTENCE_END.split(text) if part.strip()]
    left = [at for at, part in enumerate(sentences) if not _repeats(plain(part), shown)]
    if not left:
        return SafeString("")
    best = max(left, key=lambda at: len({word.lower() for word in _MARKED.findall(sentences[at])}))
    chosen = _around_mark(sentences[best], length)
    last = best
    for at in left[left.index(best) + 1 :]:
        if len(chosen) + len(sentences[at]) > length:
            break
        chosen += (" " if at == last + 1 else " … ") + sentences[at]
        last = at
    return to_html(" ".join(chosen.split()))


def _repeats(sentence: str, shown: list[str]) -> bool:
    """Whether a sentence says what is shown anyway: it stands in a statement, or a statement in it."""
    return any(sentence in one or one in sentence for one in shown)


def plain(text: str) -> str:
    """A marked text without its marks and with single blanks."""
    return " ".join(_OURS.sub("", text).replace(LESS, "<").split())


def _around_mark(sentence: str, length: int) -> str:
    """A sentence, cut around its first mark (its beginning without one) where it is too long."""
    if len(sentence) <= length * 1.5:
        return sentence
    mark = max(sentence.find(START), 0)
    start = sentence.rfind(" ", 0, max(0, mark - length // 2)) + 1 if mark > length // 2 else 0
    end = max(sentence.rfind(" ", start, start + length), sentence.find(STOP) + 1)
    return ("… " if start else "") + sentence[start:end].rstrip() + (" …" if end < len(sentence) else "")


def opening(text: str, length: int = 240) -> SafeString:
    """The first words of a text, at most `length` characters, as HTML."""
    flat = " ".join(text[: length * 2].split())
    if len(flat) > length:
        flat = flat[:length].rsplit(" ", 1)[0].rstrip(",;:–—- ") + " …"
    return SafeString(escape(flat))
