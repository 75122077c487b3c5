"""Finds characters that cannot be seen, or that make a text look like another one. A rulebook has no use for them."""

import unicodedata
from dataclasses import dataclass

_BLANK = frozenset(
    "\N{COMBINING GRAPHEME JOINER}\N{HANGUL CHOSEONG FILLER}\N{HANGUL JUNGSEONG FILLER}\N{HANGUL FILLER}"
    "\N{HALFWIDTH HANGUL FILLER}\N{KHMER VOWEL INHERENT AQ}\N{KHMER VOWEL INHERENT AA}\N{BRAILLE PATTERN BLANK}"
)
"""Letters, marks and symbols by category, with nothing to see."""
_LAYOUT = frozenset("\n\r\t")
_HIDDEN = {"Cc": "control", "Cf": "invisible", "Cs": "broken", "Zl": "invisible", "Zp": "invisible"}
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


@dataclass(frozen=True, slots=True)
class Hidden:
    """The first hidden character of a text: where it is, what it is, and how many of its kind there are."""

    position: int
    character: str
    kind: str
    count: int

    @property
    def says(self) -> str:
        """What is wrong, with the character's name."""
        others = f" ({self.count} in all)" if self.count > 1 else ""
        return f"There is {_article(self.kind)} character here{others}: {named(self.character)}. Remove it."


def hidden(text: str) -> Hidden | None:
    """The first control, invisible, bidirectional or broken character; None where all can be seen."""
    kinds = {each: kind for each in set(text) if (kind := _kind(each))}
    if not kinds:
        return None
    position, first = next((position, each) for position, each in enumerate(text) if each in kinds)
    return Hidden(position, first, kinds[first], text.count(first))


def _kind(character: str) -> str | None:
    if character in _LAYOUT or " " <= character <= "~":
        return None
    if unicodedata.bidirectional(character) in _TURNING:
        return "bidirectional"
    if character in _BLANK or _selects_a_variation(character):
        return "invisible"
    if ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF:
        return "broken"
    return _HIDDEN.get(unicodedata.category(character))


def _selects_a_variation(character: str) -> bool:
    return "VARIATION SELECTOR" in unicodedata.name(character, "")


def named(character: str) -> str:
    """A character by its number and its name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
