"""Which of the languages that kg reads a text is in."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.languages import LANGUAGES

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 20_000  # characters; the identifier reads two million a second and is sure long before that
# The 2,152 lines of 60 characters and more of the corpora give French and English together at least .06, foreign
# sentences of that length less than .001; shorter ones are too often names alone.
ENOUGH, HARDLY = 60, 0.02


def language_of(text: str) -> str:
    """The language of the text among those that kg reads. Raises InputError if it is clearly in another."""
    sample = text[:SAMPLE]
    _check_script(sample)
    ranks = _identifier().rank(sample)
    ours = [(lang, share) for lang, share in ranks if lang in LANGUAGES]
    if len(sample) >= ENOUGH and sum(share for _, share in ours) < HARDLY:
        raise InputError(f"seems to be in another language ({ranks[0][0]}); kg reads {', '.join(LANGUAGES)}")
    return str(ours[0][0])


def named_language(name: str) -> str:
    """The language that a name means ("FR", "en-GB"). Raises InputError if kg does not read it."""
    lang = name.strip().lower().replace("_", "-").partition("-")[0]
    if lang not in LANGUAGES:
        raise InputError(f"language {name.strip()!r} is not read; kg reads {', '.join(LANGUAGES)}")
    return lang


def _check_script(sample: str) -> None:
    letters = [char for char in sample if char.isalpha()]
    if not letters:
        raise InputError("holds no letter; give a text")
    foreign = [char for char in letters if char > "\u024f" and "LATIN" not in unicodedata.name(char, "")]
    if len(foreign) * 2 > len(letters):
        script = unicodedata.name(foreign[0], "unknown").partition(" ")[0].capitalize()
        raise InputError(f"is written in another script ({script}); kg reads {', '.join(LANGUAGES)}")


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
