"""Checks of gold files: what every gold file must satisfy, whoever wrote it.

    python tests/gold/check_gold.py seeds tests/gold/seeds      # prints what is wrong, exit 1 if anything is

A gold file holds entities with the place of each mention, and relations with the sentences that state them. Offsets
count code points of the article's text: what follows the front matter, without surrounding white space.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ORGANISATIONS = frozenset({"Company", "ResearchOrg", "GovernmentBody", "Investor", "MediaOrg", "OtherOrg"})
ARTEFACTS = frozenset({"AIModel", "Product", "Hardware", "Technology"})
PERSON, PLACE, DOCUMENT = frozenset({"Person"}), frozenset({"Place"}), frozenset({"Document"})
ACTORS = ORGANISATIONS | PERSON
TYPES = ACTORS | ARTEFACTS | PLACE | DOCUMENT | {"Regulation"}
LITERAL = frozenset({"literal"})

# Which kinds of things a relation may join. The lists are the annotation guide's, with what its corpus holds beside
# them: a product with a parent firm, a country that invests or is invested in, a supercomputer that stands somewhere.
SIGNATURES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "subsidiaryOf": (ORGANISATIONS | {"Product"}, ORGANISATIONS),
    "founded": (ACTORS, ORGANISATIONS),
    "leads": (PERSON, ORGANISATIONS | PLACE),
    "employedBy": (PERSON, ORGANISATIONS),
    "headquarteredIn": (ORGANISATIONS, PLACE),
    "developed": (ACTORS, ARTEFACTS),
    "released": (ORGANISATIONS, ARTEFACTS - {"Technology"}),
    "basedOn": (ARTEFACTS - {"Technology"}, ARTEFACTS),
    "uses": (ACTORS | ARTEFACTS, ARTEFACTS),
    "investedIn": (ACTORS | PLACE, ORGANISATIONS | PLACE),
    "raised": (ORGANISATIONS, LITERAL),
    "valuedAt": (ORGANISATIONS | {"Product"}, LITERAL),
    "acquired": (ACTORS, ORGANISATIONS | ARTEFACTS),
    "partneredWith": (ORGANISATIONS, ORGANISATIONS),
    "competesWith": (ORGANISATIONS | ARTEFACTS, ORGANISATIONS | ARTEFACTS),
    "supplies": (ORGANISATIONS, ORGANISATIONS),
    "regulates": (frozenset({"GovernmentBody", "Regulation"}) | PLACE, ORGANISATIONS | ARTEFACTS | PLACE),
    "suedOrFined": (ACTORS, ACTORS | ARTEFACTS),
    "ownsStake": (ACTORS, ORGANISATIONS | {"Product"}),
    "hasUsers": (ORGANISATIONS | ARTEFACTS, LITERAL),
    "hasEmployees": (ORGANISATIONS, LITERAL),
    "costs": (ORGANISATIONS | ARTEFACTS, LITERAL),
    "parameterCount": (frozenset({"AIModel"}), LITERAL),
    "licensedUnder": (ARTEFACTS, LITERAL),
    "trainedOn": (frozenset({"AIModel"}), ARTEFACTS | LITERAL),
    "published": (ACTORS, DOCUMENT),
    "locatedIn": (PLACE | {"Hardware"}, PLACE),
    "memberOf": (ACTORS, ORGANISATIONS),
    "spunOffFrom": (ORGANISATIONS, ORGANISATIONS),
    "studiedAt": (PERSON, frozenset({"ResearchOrg"})),
}
SYMMETRIC = frozenset({"partneredWith", "competesWith"})
MODALITIES = frozenset({"planned", "rumoured", "denied"})
# These qualifiers are strings of the text; the others (role, former, lead, kind, action) are labels.
QUOTED_QUALIFIERS = frozenset({"date", "amount", "amount2", "percentage", "round"})
LABEL_QUALIFIERS = frozenset({"role", "former", "lead", "kind", "action"})

Gold = Mapping[str, Any]


def article_text(source: str) -> str:
    """Return the text that offsets count from: the file without its front matter, stripped of white space."""
    if source.startswith("---\n"):
        source = source.split("\n---\n", 1)[1]
    return source.strip()


def entity_problems(text: str, gold: Gold) -> Iterator[str]:
    """Yield one line for each entity whose type, names or mentions are wrong."""
    taken: dict[int, str] = {}
    names = [entity["name"] for entity in gold["entities"]]
    yield from (f"entity {name!r} occurs twice" for name in sorted({n for n in names if names.count(n) > 1}))
    for entity in gold["entities"]:
        name = entity["name"]
        if not {entity["type"], *entity["alt_types"]} <= TYPES:
            yield f"entity {name!r}: unknown type"
        if not entity["mentions"]:
            yield f"entity {name!r}: no mention"
        if not entity["optional"] and name not in {mention["text"] for mention in entity["mentions"]}:
            yield f"entity {name!r}: its name does not occur"
        if {mention["text"] for mention in entity["mentions"]} != set(entity["aliases"]):
            yield f"entity {name!r}: aliases and mentions differ"
        for mention in entity["mentions"]:
            start, end = mention["start"], mention["end"]
            if text[start:end] != mention["text"]:
                yield f"entity {name!r}: {mention['text']!r} is not at {start}-{end}"
            if any(place in taken for place in range(start, end)):
                yield f"entity {name!r}: {start}-{end} overlaps another mention"
            taken.update(dict.fromkeys(range(start, end), name))


def relation_problems(text: str, gold: Gold) -> Iterator[str]:
    """Yield one line for each relation whose label, ends, evidence or qualifiers are wrong."""
    entities = {entity["name"]: entity for entity in gold["entities"]}
    seen: set[tuple[str, ...]] = set()
    for relation in gold["relations"]:
        title = f"{relation['subject']} {relation['relation']} {relation['object']}"
        key = _key(relation)
        if key in seen:
            yield f"{title}: stated twice"
        seen.add(key)
        ends = [relation["subject"]] + ([] if relation["literal"] else [relation["object"]])
        unknown = [end for end in ends if end not in entities]
        if unknown:
            yield f"{title}: no entity {unknown[0]!r}"
            continue
        yield from (f"{title}: {problem}" for problem in _signature_problems(relation, entities))
        yield from (f"{title}: {problem}" for problem in _status_problems(relation))
        yield from (f"{title}: {problem}" for problem in _evidence_problems(text, relation, entities))


def problems(text: str, gold: Gold) -> list[str]:
    """Return everything that is wrong with the gold of a text, empty if nothing is."""
    return [*entity_problems(text, gold), *relation_problems(text, gold)]


def _key(relation: Gold) -> tuple[str, ...]:
    ends = [relation["subject"], relation["object"]]
    if relation["relation"] in SYMMETRIC:
        ends.sort()
    return relation["relation"], *ends


def _signature_problems(relation: Gold, entities: Mapping[str, Gold]) -> Iterator[str]:
    for label in (relation["relation"], *relation["alt_relations"]):
        if label not in SIGNATURES:
            yield f"unknown relation {label!r}"
            continue
        subject, obj = SIGNATURES[label]
        if not _types(entities[relation["subject"]]) & subject:
            yield f"{label!r} takes no such subject"
        if not (LITERAL if relation["literal"] else _types(entities[relation["object"]])) & obj:
            yield f"{label!r} takes no such object"


def _types(entity: Gold) -> frozenset[str]:
    return frozenset({entity["type"], *entity["alt_types"]})


def _status_problems(relation: Gold) -> Iterator[str]:
    hedged, modality = relation["certainty"] == "hedged", relation["modality"]
    if relation["certainty"] not in {"stated", "hedged"} or hedged != (modality in MODALITIES):
        yield f"certainty {relation['certainty']!r} and modality {modality!r} do not fit"
    unknown = set(relation["qualifiers"]) - QUOTED_QUALIFIERS - LABEL_QUALIFIERS
    if unknown:
        yield f"unknown qualifiers {sorted(unknown)}"


def _evidence_problems(text: str, relation: Gold, entities: Mapping[str, Gold]) -> Iterator[str]:
    spans = [tuple(span) for span in relation["evidence"]]
    if not spans or spans != sorted(set(spans)):
        yield "evidence is empty, unsorted or repeated"
    for start, end in spans:
        quote = text[start:end]
        if not 0 <= start < end <= len(text) or quote != quote.strip() or "\n" in quote:
            yield f"evidence {start}-{end} is no stretch of one paragraph"
    for end_name in [relation["subject"]] + ([] if relation["literal"] else [relation["object"]]):
        if not any(_inside(mention, spans) for mention in entities[end_name]["mentions"]):
            yield f"{end_name!r} is not named in the evidence"
    if relation["literal"]:
        start, end = relation.get("object_span", (0, 0))
        if text[start:end] != relation["object"] or not _inside({"start": start, "end": end}, spans):
            yield f"{relation['object']!r} is not at {start}-{end} in the evidence"
    quoted = " ".join(text[start:end] for start, end in spans)
    for label in sorted(QUOTED_QUALIFIERS & set(relation["qualifiers"])):
        if relation["qualifiers"][label] not in quoted:
            yield f"{label} {relation['qualifiers'][label]!r} is not in the evidence"


def _inside(mention: Gold, spans: Sequence[tuple[int, ...]]) -> bool:
    return any(start <= mention["start"] and mention["end"] <= end for start, end in spans)


def main(articles: Path, gold_folder: Path) -> int:
    """Print the problems of every gold file and return how many there are."""
    count = 0
    for path in sorted((gold_folder / "gold").glob("*.json")):
        text = article_text((articles / f"{path.stem}.md").read_text(encoding="utf-8"))
        for problem in problems(text, json.loads(path.read_text(encoding="utf-8"))):
            count += 1
            sys.stdout.write(f"{path.stem}: {problem}\n")
    return count


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1]), Path(sys.argv[2])) else 0)
