"""Words and punctuation marks of a passage, each with where it stands: what the name-finding steps read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from archive.parsing.shapes import Span
from archive.parsing.wordlist import listed

_TOKEN = re.compile(
    r"(?:[A-Z]\.){1,6}(?![a-z])"  # initials and "U.S."
    r"|(?<!\w)(?:the|Officer|President|Minister|Chairman|Director|Executive|Secretary|Spokesman|Spokeswoman|Governor|"
    r"Senator|Judge)(?=[A-Z][a-z]{2})"  # glued to the name after it, as a lost line break leaves it
    r"|[^\W\d_]{3,}\d{1,4}(?![\w.,])"  # "Aptechka24"
    r"|[^\W\d_]+(?:[-’'][^\W\d_]+)*"  # words, with hyphens and apostrophes inside
    r"|\d+(?:[.,]\d+)*"
    r"|[^\w\s]{5,}"  # a rule or noise: one token
    r"|[^\w\s]|_",
)
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_DOTTED = listed(
    "Dr Mr Mrs Ms Prof Gen Col Lt Maj Capt Cmdr Adm Brig Sgt Rev Hon Sen Rep Gov St Jr Sr Ret Dept Inc Ltd Co Corp"
)


_NO_INITIALS = listed("S.A. S.L. N.V. B.V. U.S. U.K. U.N.")
_INITIAL = re.compile(r"(?:[^\W\d_]\.){1,3}")


@lru_cache(maxsize=100_000)
def is_initial(word: str) -> bool:
    """Whether a token is an initial or several: "K.", "J.R."."""
    return bool(_INITIAL.fullmatch(word)) and word not in _NO_INITIALS


class Token(NamedTuple):
    """One word or mark; a possessive ending is cut off and noted."""

    text: str
    start: int
    end: int
    possessive: bool = False

    @property
    def capital(self) -> bool:
        """Whether it is a word that starts with a capital letter."""
        return self.text[0].isupper()


@lru_cache(maxsize=4096)
def tokenize(text: str, span: Span) -> tuple[Token, ...]:
    """Return the tokens of the passage `span` of `text`, in order, with offsets into `text`.

    The last paragraphs are remembered, for every step reads them again.
    """
    return tokens_in(text, span)


@lru_cache(maxsize=4096)
def words_of(text: str, span: Span) -> tuple[str, ...]:
    """Return the texts of the passage's tokens, in order."""
    return tuple([token.text for token in tokenize(text, span)])


def tokens_in(text: str, span: Span) -> tuple[Token, ...]:
    """Return the tokens as `tokenize` does, of a passage that no other step will read again."""
    tokens: list[Token] = []
    make = Token._make  # this is where most time goes
    for match in _TOKEN.finditer(text, span.start, span.end):
        word = match.group()
        start, end = match.span()
        if word == "." and tokens and tokens[-1].end == start and tokens[-1].text in _DOTTED:
            continue
        if word[-1] in "sS" and word[-2:] in _POSSESSIVE and len(word) > 2:
            tokens.append(Token(word[:-2], start, end - 2, True))
        else:
            tokens.append(make((word, start, end, False)))
    return tuple(tokens)
