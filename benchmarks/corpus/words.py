"""The words of the synthetic corpus, and which of them a benchmark can count on.

`RARE`, `ONE_PERCENT`, `TEN_PERCENT` and `THIRTY_PERCENT` are words that no other word of the corpus equals or stems to;
each stands once in the body of exactly `stories_with` stories. `phrases()` are planted in the same way, but their
words are common ones and may stand side by side by chance as well. The words of all classes are drawn independently.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np

RARE = ("dolmarf", "gastolf", "kelburd", "nortulf", "pelgarf", "sarmold", "tolvard", "zumbarf")  # 0.005%, at least one
ONE_PERCENT = ("bandolf", "ferlund", "gulmard", "mondarf", "rostulf", "vintold")
TEN_PERCENT = ("brusolf", "dragund", "kolvarf", "lamburd", "pirtold")
THIRTY_PERCENT = ("farmund", "golturd", "stravolf")

_SHARES = {RARE: 0.00005, ONE_PERCENT: 0.01, TEN_PERCENT: 0.1, THIRTY_PERCENT: 0.3}
# Ranks in the vocabulary (words that some 5 to 20% of stories hold) -> share of stories that hold them in this order.
_PHRASES = {
    (40, 97): 0.01,
    (55, 83): 0.005,
    (61, 120): 0.001,
    (45, 88, 131): 0.005,
    (52, 101, 140): 0.001,
}

VOCABULARY = 300_000
EXPONENT = 1.07  # a word's frequency falls with this power of its rank, counted from
FLATTENED = 10  # so that no invented word is as frequent as only a stop word can be
STOP_SHARE = 0.4  # of all words
_STOP_WORDS = """
    the of to and a in that is for on with as was by it be at from are this have not an has but had they or their
    which been were will who would its more about there than if when so no into out can what all we after some other
    over only most between during because through before against then them under these both such while where do those
    how own any he his she her him you our up down very too off again further once here why each few same should now
    your my me i myself itself themselves being having doing until above below nor just
"""
STOP_WORDS = tuple(_STOP_WORDS.split())

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
SYLLABLES = tuple(map("".join, product(_CONSONANTS, _VOWELS)))
# No English suffix ends like these, so that the stemmer leaves the words as they are.
_LAST = tuple(map("".join, product(_CONSONANTS, "ou", "bgkmnp")))
_SHORT = 4_000  # the most frequent words have two syllables, the others three


def planted() -> dict[str, float]:
    """Each planted word or phrase -> the share of the stories that it is put into."""
    words = {word: share for group, share in _SHARES.items() for word in group}
    return words | phrases()


def phrases() -> dict[str, float]:
    """Each planted phrase -> the share of the stories that it is put into."""
    known = vocabulary()
    return {" ".join(known[rank] for rank in ranks): share for ranks, share in _PHRASES.items()}


def stories_with(share: float, stories: int) -> int:
    """How many of so many stories a word of this share is put into: never none."""
    return max(1, round(share * stories))


@cache
def vocabulary() -> tuple[str, ...]:
    """The invented words, the most frequent first; the same in every corpus."""
    rng = np.random.default_rng(300_000)
    short = rng.choice(len(SYLLABLES) * len(_LAST), _SHORT, replace=False)
    long = rng.choice(len(SYLLABLES) ** 2 * len(_LAST), VOCABULARY - _SHORT, replace=False)
    syllables, last = np.array(SYLLABLES, object), np.array(_LAST, object)
    two = syllables[short // len(_LAST)] + last[short % len(_LAST)]
    start, middle = np.divmod(long // len(_LAST), len(SYLLABLES))
    three = syllables[start] + syllables[middle] + last[long % len(_LAST)]
    return (*two, *three)
