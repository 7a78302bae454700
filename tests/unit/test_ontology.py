"""The vocabulary: its reader, its directions, and the files that go with it."""

from __future__ import annotations

import json
import pickle
import re
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

import kg
from kg import ontology
from kg.errors import OntologyError
from kg.ontology import KG, Ontology

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SCHEMA, WIKIDATA = "https://schema.org/", "http://www.wikidata.org/entity/"

ONTOLOGY = ontology.load()


def triples() -> list[Triple]:
    """All of kg.ttl."""
    return list(parse(path=str(ONTOLOGY.path), format=RdfFormat.TURTLE))


def terms() -> dict[str, list[tuple[str, NamedNode | Literal]]]:
    """Property and value of each term of ours."""
    found: dict[str, list[tuple[str, NamedNode | Literal]]] = defaultdict(list)
    for triple in triples():
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(KG):
            assert isinstance(triple.object, (NamedNode, Literal))
            found[triple.subject.value.removeprefix(KG)].append((triple.predicate.value, triple.object))
    return found


def values(name: str, iri: str) -> list[str]:
    """The values of one property of one term of ours."""
    return [value.value for predicate, value in terms()[name] if predicate == iri]


def test_the_fourteen_classes_in_their_order() -> None:
    """The order breaks ties between types."""
    assert ONTOLOGY.entity_types == (
        "Company",
        "ResearchOrg",
        "GovernmentBody",
        "Investor",
        "MediaOrg",
        "OtherOrg",
        "Person",
        "AIModel",
        "Product",
        "Hardware",
        "Technology",
        "Place",
        "Regulation",
        "Document",
    )


def test_the_values() -> None:
    """What a literal can be."""
    assert ONTOLOGY.value_types == ("Amount", "Number", "Date", "Licence", "Dataset")


def test_thirty_relations_and_the_founding_date() -> None:
    """The relations of the guide, and founded_on."""
    assert len(ONTOLOGY.relations) == 31
    assert "founded_on" in ONTOLOGY.relations


def test_orders_count_up() -> None:
    """`order` is the place in the file."""
    assert [c.order for c in ONTOLOGY.classes.values()] == list(range(len(ONTOLOGY.classes)))
    assert [r.order for r in ONTOLOGY.relations.values()] == list(range(31))


@pytest.mark.parametrize(
    "cls, family",
    [
        ("Company", "org"),
        ("OtherOrg", "org"),
        ("Person", "person"),
        ("AIModel", "work"),
        ("Hardware", "work"),
        ("Technology", "work"),
        ("Place", "place"),
        ("Regulation", "text"),
        ("Document", "text"),
        ("Amount", "value"),
    ],
)
def test_families(cls: str, family: str) -> None:
    """The family and the folded name make the key."""
    assert ONTOLOGY.family(cls) == family


def test_every_entity_class_has_a_family() -> None:
    """None could have a key otherwise."""
    assert {ONTOLOGY.family(cls) for cls in ONTOLOGY.entity_types} == {"org", "person", "work", "place", "text"}


@pytest.mark.parametrize(
    "relation, subject, object_",
    [
        ("subsidiary_of", "Company", "Company"),
        ("founded", "Person", "Company"),
        ("founded", "Company", "OtherOrg"),
        ("founded_on", "Company", "Date"),
        ("leads", "Person", "GovernmentBody"),
        ("employed_by", "Person", "MediaOrg"),
        ("headquartered_in", "Investor", "Place"),
        ("developed", "ResearchOrg", "AIModel"),
        ("developed", "Person", "Technology"),
        ("released", "Company", "Hardware"),
        ("based_on", "AIModel", "Technology"),
        ("uses", "Company", "Hardware"),
        ("uses", "Product", "AIModel"),
        ("invested_in", "Person", "Company"),
        ("raised", "Company", "Amount"),
        ("valued_at", "Company", "Amount"),
        ("acquired", "Company", "Product"),
        ("acquired", "Company", "Company"),
        ("partnered_with", "MediaOrg", "Company"),
        ("competes_with", "AIModel", "AIModel"),
        ("supplies", "Company", "ResearchOrg"),
        ("regulates", "Regulation", "Place"),
        ("regulates", "GovernmentBody", "Product"),
        ("regulates", "Place", "Company"),
        ("sued_or_fined", "Person", "Company"),
        ("owns_stake", "Investor", "Company"),
        ("has_users", "Product", "Number"),
        ("has_employees", "Company", "Number"),
        ("costs", "AIModel", "Amount"),
        ("parameter_count", "AIModel", "Number"),
        ("licensed_under", "Product", "Licence"),
        ("trained_on", "AIModel", "Hardware"),
        ("trained_on", "AIModel", "Dataset"),
        ("published", "Person", "Document"),
        ("located_in", "Place", "Place"),
        ("member_of", "Company", "OtherOrg"),
        ("spun_off_from", "Company", "ResearchOrg"),
        ("studied_at", "Person", "ResearchOrg"),
    ],
)
def test_fits_what_the_guide_says(relation: str, subject: str, object_: str) -> None:
    """One line of the guide's table each."""
    assert ONTOLOGY.fits(relation, subject, object_)


@pytest.mark.parametrize(
    "relation, subject, object_",
    [
        ("leads", "Company", "Company"),
        ("leads", "Person", "Product"),
        ("subsidiary_of", "Person", "Company"),
        ("developed", "Company", "Company"),
        ("raised", "Company", "Number"),
        ("has_employees", "Company", "Amount"),
        ("acquired", "Company", "Place"),
        ("acquired", "Company", "Person"),
        ("trained_on", "AIModel", "AIModel"),
        ("competes_with", "Person", "Person"),
        ("uses", "Person", "Product"),
        ("regulates", "Company", "Company"),
        ("headquartered_in", "Company", "Company"),
        ("studied_at", "Person", "Company"),
    ],
)
def test_does_not_fit(relation: str, subject: str, object_: str) -> None:
    """Near misses."""
    assert not ONTOLOGY.fits(relation, subject, object_)


def test_is_a_goes_up_only() -> None:
    """A company is an organisation, an agent and itself; an organisation is no company."""
    assert ONTOLOGY.is_a("Company", "Organisation")
    assert ONTOLOGY.is_a("Company", "Agent")
    assert ONTOLOGY.is_a("Company", "Company")
    assert not ONTOLOGY.is_a("Organisation", "Company")
    assert not ONTOLOGY.is_a("Person", "Organisation")


def test_nearest_ancestors_come_first() -> None:
    """Breadth first."""
    assert ONTOLOGY.classes["Company"].ancestors[0] == "Organisation"
    assert ONTOLOGY.classes["Company"].ancestors.index("Agent") < ONTOLOGY.classes["Company"].ancestors.index("Entity")


def test_the_symmetric_relations() -> None:
    """Only these two read the same both ways, and so do their former properties."""
    assert [r.name for r in ONTOLOGY.relations.values() if r.symmetric] == ["partnered_with", "competes_with"]
    assert OWL + "SymmetricProperty" in values("formerly_partnered_with", TYPE)


def test_relations_that_can_end_have_a_former_property() -> None:
    """Those of which somebody can be a former one; an event that happened stays."""
    ends = {r.name for r in ONTOLOGY.relations.values() if r.former}
    assert ends >= {
        "leads",
        "employed_by",
        "subsidiary_of",
        "supplies",
        "uses",
        "partnered_with",
        "headquartered_in",
        "owns_stake",
        "invested_in",
        "member_of",
    }
    assert not ends & {"founded", "founded_on", "acquired", "released", "raised", "studied_at", "sued_or_fined"}
    assert ONTOLOGY.relations["leads"].former == "formerly_leads"


def test_a_former_property_has_the_ends_of_its_relation() -> None:
    """What was true of whom does not change class."""
    for relation in ONTOLOGY.relations.values():
        if relation.former:
            assert values(relation.former, RDFS + "domain") == [KG + relation.domain]
            assert values(relation.former, RDFS + "range") == [KG + relation.range]


# A pair that is true, as each vocabulary would write it: (subject, object).
OURS_AND_THEIRS = {
    "subsidiary_of": (
        ("YouTube LLC", "Google"),
        {"schema:parentOrganization": ("YouTube LLC", "Google"), "P749": ("YouTube LLC", "Google")},
    ),
    "founded": (
        ("Bill Gates", "Microsoft"),
        {"schema:founder": ("Microsoft", "Bill Gates"), "P112": ("Microsoft", "Bill Gates")},
    ),
    "founded_on": (("Microsoft", "1975"), {"P571": ("Microsoft", "1975")}),
    "leads": (("Satya Nadella", "Microsoft"), {"P169": ("Microsoft", "Satya Nadella")}),
    "employed_by": (("Yann LeCun", "NYU"), {"schema:worksFor": ("Yann LeCun", "NYU"), "P108": ("Yann LeCun", "NYU")}),
    "headquartered_in": (
        ("Microsoft", "Redmond"),
        {"schema:location": ("Microsoft", "Redmond"), "P159": ("Microsoft", "Redmond")},
    ),
    "developed": (("OpenAI", "GPT-4"), {"schema:creator": ("GPT-4", "OpenAI"), "P178": ("GPT-4", "OpenAI")}),
    "based_on": (("Vicuna", "LLaMA"), {"schema:isBasedOn": ("Vicuna", "LLaMA"), "P144": ("Vicuna", "LLaMA")}),
    "uses": (("Bing Chat", "GPT-4"), {"P2283": ("Bing Chat", "GPT-4")}),
    "invested_in": (
        ("Microsoft", "OpenAI"),
        {"schema:funder": ("OpenAI", "Microsoft"), "P1951": ("OpenAI", "Microsoft")},
    ),
    "partnered_with": (("BBC", "ITV"), {"P2652": ("BBC", "ITV")}),
    "regulates": (("Ofcom", "BBC"), {"P3719": ("BBC", "Ofcom")}),
    "owns_stake": (("SoftBank", "Arm"), {"P1830": ("SoftBank", "Arm")}),
    "has_employees": (
        ("Microsoft", "228,000"),
        {"schema:numberOfEmployees": ("Microsoft", "228,000"), "P1128": ("Microsoft", "228,000")},
    ),
    "costs": (("GPT-4", "$100m"), {"P2130": ("GPT-4", "$100m")}),
    "licensed_under": (
        ("BERT", "Apache-2.0"),
        {"schema:license": ("BERT", "Apache-2.0"), "P275": ("BERT", "Apache-2.0")},
    ),
    "published": (("Elsevier", "a book"), {"P123": ("a book", "Elsevier")}),
    "located_in": (("Paris", "France"), {"schema:containedInPlace": ("Paris", "France"), "P131": ("Paris", "France")}),
    "member_of": (("IBM", "AI Alliance"), {"schema:memberOf": ("IBM", "AI Alliance"), "P463": ("IBM", "AI Alliance")}),
    "spun_off_from": (("Agilent", "HP"), {"P807": ("Agilent", "HP")}),
    "studied_at": (
        ("Yann LeCun", "ESIEE"),
        {"schema:alumniOf": ("Yann LeCun", "ESIEE"), "P69": ("Yann LeCun", "ESIEE")},
    ),
}


def equivalents(name: str) -> dict[str, str]:
    """Each equivalent of a relation, with the direction that kg.ttl gives it: "same" or "inverse"."""
    found = dict.fromkeys(values(name, RDFS + "subPropertyOf"), "same")
    found |= dict.fromkeys(values(name, OWL + "inverseOf"), "inverse")
    directions = values(name, KG + "wikidata_direction")
    found |= dict(zip(values(name, SKOS + "closeMatch"), directions, strict=True))
    return {iri.replace(SCHEMA, "schema:").replace(WIKIDATA, ""): way for iri, way in found.items()}


@pytest.mark.parametrize("name", list(ONTOLOGY.relations))
def test_equivalents_run_in_the_right_direction(name: str) -> None:
    """One known pair for each equivalent: who founded whom in our words and in theirs."""
    ours, theirs = OURS_AND_THEIRS.get(name, (("", ""), {}))
    expected = {iri: "same" if pair == ours else "inverse" for iri, pair in theirs.items()}
    assert equivalents(name) == expected


def test_no_blank_nodes() -> None:
    """The vocabulary goes into the store, where nothing is anonymous."""
    assert not [t for t in triples() if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]


def test_every_term_is_described_in_both_languages() -> None:
    """Label and comment, French and English, and the vocabulary that it belongs to."""
    wanted = {(RDFS + p, lang) for p in ("label", "comment") for lang in ("fr", "en")} | {(RDFS + "isDefinedBy", None)}
    for name, about in terms().items():
        assert wanted - {(p, v.language if isinstance(v, Literal) else None) for p, v in about} == set(), name


def test_no_two_relations_share_a_label() -> None:
    """Tables and pages show the label alone."""
    for lang in ("fr", "en"):
        labels = [r.labels[lang] for r in ONTOLOGY.relations.values()]
        labels += [r.said(lang, former=True) for r in ONTOLOGY.relations.values() if r.former]
        assert len(set(labels)) == len(labels)


def test_what_is_over_has_words_from_both_sides() -> None:
    """Every relation that can end has them in both languages; one that cannot is said as ever."""
    leads, founded = ONTOLOGY.relations["leads"], ONTOLOGY.relations["founded"]
    assert leads.said("fr", former=True) == "a dirigé"
    assert leads.said("en", inverse=True, former=True) == "formerly led by"
    assert founded.said("en", former=True) == "founded"
    for relation in ONTOLOGY.relations.values():
        words = (relation.former_labels, relation.former_inverse_labels)
        assert [set(labels) for labels in words] == ([{"fr", "en"}] * 2 if relation.former else [set()] * 2)


def test_every_term_that_the_code_writes_is_declared() -> None:
    """kg("quote") in the code without kg:quote in kg.ttl would be a word that nobody explains."""
    used = {
        name
        for path in Path(kg.__file__).parent.rglob("*.py")
        for name in re.findall(r"\bkg\(\"(\w+)\"\)", path.read_text(encoding="utf-8"))
    }
    assert len(used) > 20
    assert used - set(terms()) == set()


def test_unknown_names_raise() -> None:
    """And the message says what is known."""
    with pytest.raises(OntologyError, match=r"unknown class 'Firm'; known: .*Company"):
        ONTOLOGY.is_a("Firm", "Agent")
    with pytest.raises(OntologyError, match="unknown class 'Firm'"):
        ONTOLOGY.is_a("Company", "Firm")
    with pytest.raises(OntologyError, match="unknown relation 'owns'; known: subsidiary_of"):
        ONTOLOGY.fits("owns", "Company", "Company")
    with pytest.raises(OntologyError, match="'Agent' has no family"):
        ONTOLOGY.family("Agent")


PREFIXES = """
@prefix kg: <https://w3id.org/aikg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
WORLD = "kg:Entity a owl:Class . kg:r a owl:ObjectProperty ; rdfs:domain kg:Entity "


@pytest.mark.parametrize(
    "body, message",
    [
        ("kg:A a owl:Class ; rdfs:subClassOf kg:B .", "A: unknown superclass 'B'"),
        (WORLD + "; kg:inverse_label 'x'@en .", "r: needs one"),
        (WORLD + "; rdfs:range kg:Entity ; kg:former_property kg:s .", "r: former property 's' is not declared"),
        ("kg:A a owl:Class ; rdfs:subClassOf [ a owl:Class ] .", "blank node"),
        ("kg:A a owl:Class ;", "mend the file"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, body: str, message: str) -> None:
    """One line with the file, the term and what is wrong."""
    path = tmp_path / "mine.ttl"
    path.write_text(PREFIXES + body, encoding="utf-8")
    with pytest.raises(OntologyError, match=f"mine.ttl.*{message}") as caught:
        ontology.load(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Not a traceback of the operating system."""
    with pytest.raises(OntologyError, match=r"none\.ttl"):
        ontology.load(tmp_path / "none.ttl")


def test_load_reads_once_and_travels() -> None:
    """One value a process, which a pool can send to another."""
    assert ontology.load() is ONTOLOGY
    again = pickle.loads(pickle.dumps(ONTOLOGY))
    assert isinstance(again, Ontology)
    assert again == ONTOLOGY


def context() -> dict[str, object]:
    """What context.jsonld holds."""
    loaded = json.loads(ONTOLOGY.path.with_name("context.jsonld").read_text(encoding="utf-8"))
    keys: dict[str, object] = loaded["@context"]
    return keys


def test_the_context_has_every_term() -> None:
    """Keys of JSON-LD are the names of the vocabulary."""
    assert set(terms()) - set(context()) == set()


def test_the_context_sends_links_to_iris_and_dates_to_dates() -> None:
    """An object property without @type would make its objects strings."""
    keys = context()
    for name in (*ONTOLOGY.relations, "formerly_leads", "reads", "status", "class"):
        assert keys[name] == {"@id": f"kg:{name}", "@type": "@id"}
    assert keys["earliest"] == {"@id": "kg:earliest", "@type": "xsd:date"}


def test_the_context_expands_to_the_vocabulary() -> None:
    """Read by a JSON-LD library, a short object is the triple that it looks like."""
    document = {"@context": context(), "@id": "ent:org-a", "@type": "Company", "subsidiary_of": "ent:org-b"}
    found = {
        (t.subject.value, t.predicate.value, t.object.value)
        for t in parse(json.dumps(document).encode(), RdfFormat.JSON_LD)
    }
    assert found == {
        ("https://kg.example/entity/org-a", TYPE, KG + "Company"),
        ("https://kg.example/entity/org-a", KG + "subsidiary_of", "https://kg.example/entity/org-b"),
    }


def shapes_targets(kind: str) -> set[str]:
    """The properties whose subjects or objects some shape checks."""
    path = str(ONTOLOGY.path.with_name("shapes.ttl"))
    found = parse(path=path, format=RdfFormat.TURTLE)
    return {t.object.value.removeprefix(KG) for t in found if t.predicate.value.endswith(f"target{kind}Of")}


def test_shapes_check_both_ends_of_every_relation() -> None:
    """And of what is over."""
    named = {n for r in ONTOLOGY.relations.values() for n in (r.name, r.former) if n}
    assert shapes_targets("Subjects") == named
    assert shapes_targets("Objects") == named


def test_every_message_of_a_shape_is_in_both_languages() -> None:
    """`kg validate` speaks the user's language."""
    languages: dict[str, set[str | None]] = defaultdict(set)
    for triple in parse(path=str(ONTOLOGY.path.with_name("shapes.ttl")), format=RdfFormat.TURTLE):
        if triple.predicate.value.endswith("#message") and isinstance(triple.object, Literal):
            languages[str(triple.subject)].add(triple.object.language)
    assert len(languages) > 80
    assert set(map(frozenset, languages.values())) == {frozenset({"fr", "en"})}
