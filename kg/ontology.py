"""The vocabulary as values: classes and relations of ontology/kg.ttl, in the order of the file."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import OntologyError, one_line
from kg.settings import ontology_dir

KG = "https://w3id.org/aikg/ontology#"
_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"

Terms = Mapping[str, Mapping[str, list[NamedNode | Literal]]]


@dataclass(frozen=True, slots=True)
class Class:
    """A class. `ancestors` are its superclasses, nearest first; `family` is "" where only its subclasses have one."""

    name: str
    ancestors: tuple[str, ...]
    family: str
    order: int
    labels: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation. `former` names the property that says it is over; `inverse` is the IRI of an outside vocabulary's
    property that runs from object to subject; `inverse_labels` say the relation from its object, `former_labels` and
    `former_inverse_labels` say it once it is over (empty where `former` is None).
    """

    name: str
    domain: str
    range: str
    symmetric: bool
    former: str | None
    inverse: str | None
    order: int
    labels: Mapping[str, str] = field(hash=False)
    inverse_labels: Mapping[str, str] = field(hash=False)
    former_labels: Mapping[str, str] = field(hash=False)
    former_inverse_labels: Mapping[str, str] = field(hash=False)

    def said(self, lang: str, *, inverse: bool = False, former: bool = False) -> str:
        """The words for the relation, from its object if `inverse`, as over if `former`; its name if it has none."""
        labels = self.inverse_labels if inverse else self.labels
        over = self.former_inverse_labels if inverse else self.former_labels
        return (over.get(lang) if former else None) or labels.get(lang, self.name)


@dataclass(frozen=True, slots=True)
class Ontology:
    """All classes and relations by name, in the order of `path`. Unknown names raise OntologyError."""

    path: Path
    classes: Mapping[str, Class] = field(hash=False)
    relations: Mapping[str, Relation] = field(hash=False)

    @property
    def entity_types(self) -> tuple[str, ...]:
        """The classes that an entity can have: those without subclasses that are not values."""
        return tuple(c.name for c in self._leaves() if c.family != "value")

    @property
    def value_types(self) -> tuple[str, ...]:
        """The classes that a literal can have: Amount, Number, Date, Licence, Dataset."""
        return tuple(c.name for c in self._leaves() if c.family == "value")

    def is_a(self, cls: str, ancestor: str) -> bool:
        """True if `cls` is `ancestor` or one of its subclasses."""
        self._class(ancestor)
        return cls == ancestor or ancestor in self._class(cls).ancestors

    def family(self, cls: str) -> str:
        """The family of a class: "org", "person", "work", "place", "text" or "value"."""
        family = self._class(cls).family
        if not family:
            raise OntologyError(f"{self.path.name}: class {cls!r} has no family: use one of its subclasses")
        return family

    def relation(self, name: str) -> Relation:
        """The relation of this name."""
        if name not in self.relations:
            raise OntologyError(f"{self.path.name}: unknown relation {name!r}; known: {', '.join(self.relations)}")
        return self.relations[name]

    def fits(self, relation: str, subject_class: str, object_class: str) -> bool:
        """True if the relation admits this class of subject and this class of object."""
        known = self.relation(relation)
        return self.is_a(subject_class, known.domain) and self.is_a(object_class, known.range)

    def _class(self, name: str) -> Class:
        if name not in self.classes:
            raise OntologyError(f"{self.path.name}: unknown class {name!r}; known: {', '.join(self.classes)}")
        return self.classes[name]

    def _leaves(self) -> Iterator[Class]:
        above = {ancestor for c in self.classes.values() for ancestor in c.ancestors}
        return (c for c in self.classes.values() if c.name not in above)


def load(path: Path | None = None) -> Ontology:
    """The ontology of a Turtle file, by default ontology/kg.ttl; read once a process."""
    return _load((path or ontology_dir() / "kg.ttl").resolve())


@functools.cache
def _load(path: Path) -> Ontology:
    terms = _read(path)
    classes = _classes(path, terms)
    relations = {r.name: r for r in _relations(path, terms, classes)}
    return Ontology(path, classes, relations)


def _read(path: Path) -> Terms:
    """The values of each property of each term of ours, in the order of the file."""
    terms: dict[str, dict[str, list[NamedNode | Literal]]] = {}
    try:
        for triple in parse(path=str(path), format=RdfFormat.TURTLE):
            if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, (NamedNode, Literal)):
                raise OntologyError(f"{path.name}: a blank node near {triple.predicate}: give it a name")
            if triple.subject.value.startswith(KG):
                term = terms.setdefault(triple.subject.value.removeprefix(KG), {})
                term.setdefault(triple.predicate.value, []).append(triple.object)
    except (SyntaxError, ValueError, OSError) as error:
        raise OntologyError(f"{path.name}: {one_line(error)}: mend the file") from error
    return terms


def _classes(path: Path, terms: Terms) -> dict[str, Class]:
    """The classes that describe the world (below kg:Entity); those of the book-keeping are not among them."""
    parents = {
        name: _ours(values.get(_RDFS + "subClassOf", ()))
        for name, values in terms.items()
        if NamedNode(_OWL + "Class") in values.get(_RDF + "type", ())
    }
    classes: dict[str, Class] = {}
    for name, above in parents.items():
        if unknown := [parent for parent in above if parent not in parents]:
            raise OntologyError(f"{path.name}: {name}: unknown superclass {unknown[0]!r}; known: {', '.join(parents)}")
        ancestors = _ancestors(name, parents)
        if name == "Entity" or "Entity" in ancestors:
            families = [f for n in (name, *ancestors) if (f := _text(terms[n], KG + "family"))]
            labels = _labels(terms[name], _RDFS + "label")
            classes[name] = Class(name, ancestors, families[0] if families else "", len(classes), labels)
    return classes


def _ancestors(name: str, parents: Mapping[str, list[str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    level = parents[name]
    while level:
        new = [n for n in dict.fromkeys(level) if n not in found and n != name]
        found.update(dict.fromkeys(new))
        level = [above for n in new for above in parents.get(n, ())]
    return tuple(found)


def _relations(path: Path, terms: Terms, classes: Mapping[str, Class]) -> Iterator[Relation]:
    """The relations: object properties between classes of the world that are not the former one of another."""
    formers = {n for values in terms.values() for n in _ours(values.get(KG + "former_property", ()))}
    order = 0
    for name, values in terms.items():
        types = values.get(_RDF + "type", ())
        if NamedNode(_OWL + "ObjectProperty") not in types or name in formers:
            continue
        ends = [_ours(values.get(_RDFS + end, ())) for end in ("domain", "range")]
        if any(len(end) != 1 or end[0] not in classes for end in ends):
            if KG + "inverse_label" in values:
                raise OntologyError(f"{path.name}: {name}: needs one known domain and one known range, has {ends}")
            continue
        former = _ours(values.get(KG + "former_property", ()))
        if former and former[0] not in terms:
            raise OntologyError(f"{path.name}: {name}: former property {former[0]!r} is not declared: declare it")
        inverse = [v.value for v in values.get(_OWL + "inverseOf", ())]
        symmetric = NamedNode(_OWL + "SymmetricProperty") in types
        past = terms[former[0]] if former else {}
        yield Relation(
            name,
            ends[0][0],
            ends[1][0],
            symmetric,
            next(iter(former), None),
            next(iter(inverse), None),
            order,
            *(_labels(of, iri) for of in (values, past) for iri in (_RDFS + "label", KG + "inverse_label")),
        )
        order += 1


def _ours(values: Iterable[NamedNode | Literal]) -> list[str]:
    return [v.value.removeprefix(KG) for v in values if isinstance(v, NamedNode) and v.value.startswith(KG)]


def _text(values: Mapping[str, list[NamedNode | Literal]], iri: str) -> str:
    return next((v.value for v in values.get(iri, ())), "")


def _labels(values: Mapping[str, list[NamedNode | Literal]], iri: str) -> dict[str, str]:
    """The labels by language."""
    return {v.language: v.value for v in values.get(iri, ()) if isinstance(v, Literal) and v.language}
