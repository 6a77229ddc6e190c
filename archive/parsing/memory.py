"""What every step of the reading looks at again is remembered; after a long text it is forgotten."""

from __future__ import annotations

from archive.parsing import passage, sentences, tokens

# Each remembers the last paragraphs, however long they are.
_REMEMBERED = (
    tokens.tokenize,
    tokens.words_of,
    sentences.split_sentences,
    passage.newspapers_in,
    passage.sentence_firsts,
)
_LONG = 50_000  # characters; no digest has as many


def forget(text: str) -> None:
    """Forget the paragraphs of a text that is longer than any digest, so that such texts do not fill the memory.

    Those of digests stay until others take their places: a few dozen megabytes.
    """
    if len(text) > _LONG:
        for function in _REMEMBERED:
            function.cache_clear()
