"""One UD form for every parser: a short ordered list of graph rewrites per label scheme.

The rules see nothing else. ClearNLP (English models) differs from UD in structure, not only in names: prepositions
are heads there, the copula governs its predicate, a passive's agent hangs under "by".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.languages import Section
from kg.model import Edge, Token

Rewrite = Callable[["Graph"], None]

RENAMED = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "dative": "iobj",
    "oprd": "xcomp",
    "nn": "compound",
    "npadvmod": "obl:npmod",
    "neg": "advmod",
    "prt": "compound:prt",
    "obl:arg": "obl",
    "obl:mod": "obl",
    "flat:name": "flat",
    "flat:foreign": "flat",
    "aux:tense": "aux",
    "ROOT": "root",
    "dep": "dep",
}
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "X"}


class RelativesData(Section):
    """The words of a language that open a relative clause; of them those that can be its object beside a subject, those
    that say whose the clause tells ("dont", "whose"), and those that stand before what is owned ("whose").
    """

    words: frozenset[str]
    objects: frozenset[str]
    owners: frozenset[str]
    determiners: frozenset[str]


class Graph:
    """Tokens and the edges among them while they are being rewritten."""

    def __init__(self, tokens: list[Token], relatives: RelativesData) -> None:
        self.tokens, self.relatives = tokens, relatives
        self.edges = [Edge(t.head, t.dep, i) for i, t in enumerate(tokens)]

    def children(self, head: int, *deps: str) -> list[Edge]:
        """The edges that leave `head`, all of them or those with one of these names."""
        return [e for e in self.edges if e.head == head and (not deps or e.dep in deps)]

    def parent(self, child: int) -> Edge:
        """The first edge that reaches `child`: its place in the basic tree."""
        return next(e for e in self.edges if e.child == child)

    def swap(self, old: Edge, new: Edge) -> None:
        """Put `new` in the place of `old`."""
        self.edges[self.edges.index(old)] = new

    def add(self, edge: Edge) -> None:
        """Add an edge, unless it is there."""
        if edge not in self.edges and edge.head != edge.child:
            self.edges.append(edge)

    def has(self, token: int, feature: str) -> bool:
        """True if the parser gave this token this feature ("VerbForm=Part")."""
        return feature in self.tokens[token].features


def rename(graph: Graph) -> None:
    """Write every label in its UD name."""
    graph.edges = [replace(e, dep=RENAMED.get(e.dep, e.dep)) for e in graph.edges]


def turn_prepositions(graph: Graph) -> None:
    """prep(h, in) + pobj(in, x) -> obl or nmod(h, x) with case "in"; agent the same way with case "by"."""
    for edge in [e for e in graph.edges if e.dep in ("prep", "agent", "dative")]:
        if edge not in graph.edges:
            continue
        for inner in _objects(graph, edge.child):
            head = graph.tokens[edge.head] if edge.head >= 0 else None
            dep = "obl:agent" if edge.dep == "agent" else "nmod" if head and head.pos in NOMINAL else "obl"
            if graph.tokens[inner.child].pos in ("VERB", "AUX") and inner.dep == "pcomp":
                dep = "advcl"
            case = graph.tokens[inner.head].text.lower()
            graph.swap(inner, Edge(edge.head, dep, inner.child, case))
        if graph.parent(edge.child) == edge and not graph.children(edge.child, "pobj", "pcomp"):
            moved = [e for e in graph.edges if e.case == graph.tokens[edge.child].text.lower() and e.head == edge.head]
            if moved:
                graph.swap(edge, Edge(moved[0].child, "case", edge.child))


def _objects(graph: Graph, preposition: int) -> Iterator[Edge]:
    """The nouns under a preposition, also through a second one ("out of Paris")."""
    for edge in graph.children(preposition):
        if edge.dep in ("pobj", "pcomp"):
            yield edge
        elif edge.dep == "prep":
            yield from _objects(graph, edge.child)


def turn_copulas(graph: Graph) -> None:
    """nsubj(is, X) + attr(is, founder) -> nsubj(founder, X), cop(founder, is); the predicate takes the verb's place."""
    for edge in [e for e in graph.edges if e.dep in ("attr", "acomp") and graph.tokens[e.head].lemma == "be"]:
        verb, predicate = edge.head, edge.child
        if edge not in graph.edges or graph.parent(verb).dep == "cop":
            continue
        up = graph.parent(verb)
        graph.swap(edge, Edge(up.head, up.dep, predicate, up.case))
        graph.swap(up, Edge(predicate, "cop", verb))
        for other in graph.children(verb):
            if other.child != predicate:
                graph.swap(other, replace(other, head=predicate))


def mark_cases(graph: Graph) -> None:
    """Write a noun's preposition on the edge that reaches it: obl + case(par) -> obl with case "par"."""
    for edge in [e for e in graph.edges if e.dep == "case"]:
        up = graph.parent(edge.head)
        if up.dep.split(":")[0] in ("obl", "nmod", "conj", "acl", "advcl", "appos", "root", "xcomp") and not up.case:
            graph.swap(up, replace(up, case=graph.tokens[edge.child].lemma.lower()))


def share_conjuncts(graph: Graph) -> None:
    """A conjunct stands where the first one stands: nsubj(v, X), conj(X, Y) -> nsubj(v, Y)."""
    for edge in [e for e in graph.edges if e.dep == "conj"]:
        for up in [e for e in graph.edges if e.child == edge.head and e.dep not in ("conj", "root")]:
            graph.add(replace(up, child=edge.child))


def share_complements(graph: Graph) -> None:
    """The founder and boss of X: nmod(founder, X) -> nmod(boss, X), and back if the nouns share an article."""
    for edge in [e for e in graph.edges if e.dep == "conj" and _noun(graph, e.head) and _noun(graph, e.child)]:
        first, second = edge.head, edge.child
        for owned in [e for e in graph.children(first, "nmod") if e.child > second]:
            if not graph.children(second, "nmod"):
                graph.add(replace(owned, head=second))
        if not graph.children(first, "nmod", "nmod:poss") and not graph.children(second, "det"):
            for owned in [e for e in graph.children(second, "nmod") if e.child > second]:
                graph.add(replace(owned, head=first))


def _noun(graph: Graph, token: int) -> bool:
    return token >= 0 and graph.tokens[token].pos == "NOUN"


def attach_relatives(graph: Graph) -> None:
    """X, who founded Y -> nsubj(founded, X); X, que Y a rachetée, and the firm Y bought: obj(rachetée, X)."""
    for edge in [e for e in graph.edges if e.dep == "acl:relcl"]:
        verb, noun = edge.child, _nearest_conjunct(graph, edge)
        pronouns = [e for e in graph.children(verb) if graph.tokens[e.child].text.lower() in graph.relatives.words]
        for pronoun in pronouns:
            word = graph.tokens[pronoun.child].text.lower()
            taken = any(e.dep.startswith("nsubj") for e in graph.children(verb) if e != pronoun)
            if word in graph.relatives.owners:
                graph.add(Edge(verb, "dont", noun))
            elif (word in graph.relatives.objects and taken) or pronoun.dep == "obj":
                graph.add(Edge(verb, "obj", noun))
            elif pronoun.dep.startswith("nsubj") or not taken:
                graph.add(Edge(verb, _subject(graph, verb), noun))
            elif pronoun.case or pronoun.dep in ("obl", "advmod"):
                graph.add(Edge(verb, "obl", noun, pronoun.case))
        if not pronouns and graph.children(verb, "nsubj") and not graph.children(verb, "obj", "ccomp", "xcomp"):
            graph.add(Edge(verb, "obj", noun))
        for possessed in [e for e in graph.edges if graph.tokens[e.child].text.lower() in graph.relatives.determiners]:
            graph.add(Edge(possessed.head, "nmod:poss", noun))


def _nearest_conjunct(graph: Graph, edge: Edge) -> int:
    """The noun of a relative clause: of "X and Y, who heads Z" the last one, since the verb is singular."""
    between = [e.child for e in graph.children(edge.head, "conj") if edge.head < e.child < edge.child]
    return max(between) if between and graph.has(edge.child, "Number=Sing") else edge.head


def _subject(graph: Graph, verb: int) -> str:
    """The name of a verb's subject: passive if the verb has a passive auxiliary."""
    return "nsubj:pass" if graph.children(verb, "aux:pass") else "nsubj"


def attach_participles(graph: Graph) -> None:
    """X, founded by Y; Founded by Y, X sells: nsubj:pass(founded, X). X, developing Y: nsubj(developing, X)."""
    for edge in [e for e in graph.edges if e.dep in ("acl", "advcl") and graph.tokens[e.child].pos == "VERB"]:
        verb = edge.child
        if any(e.dep.startswith("nsubj") for e in graph.children(verb)):
            continue
        past = graph.has(verb, "Tense=Past") and graph.has(verb, "VerbForm=Part") and not graph.children(verb, "aux")
        form = "nsubj:pass" if past or graph.children(verb, "aux:pass") else "nsubj"
        if edge.dep == "acl":
            graph.add(Edge(verb, form, edge.head))
            continue
        for subject in [e for e in graph.children(edge.head) if e.dep.startswith("nsubj")]:
            graph.add(Edge(verb, form, subject.child))


def share_subjects(graph: Graph) -> None:
    """X came and founded Y; X wants to found Y: the second verb has the first one's subject."""
    for edge in [e for e in graph.edges if e.dep in ("conj", "xcomp")]:
        first, second = edge.head, edge.child
        if first < 0 or graph.tokens[second].pos not in ("VERB", "AUX", "NOUN", "ADJ"):
            continue
        if edge.dep == "conj" and graph.tokens[second].pos == "NOUN" and not graph.children(second, "cop"):
            continue
        if any(e.dep.startswith("nsubj") for e in graph.children(second)):
            continue
        source = graph.children(first, "obj") if edge.dep == "xcomp" else []
        source = source or [e for e in graph.children(first) if e.dep.startswith("nsubj")]
        for subject in source:
            graph.add(Edge(second, _subject(graph, second), subject.child))


COMMON: tuple[Rewrite, ...] = (
    mark_cases,
    share_complements,
    share_conjuncts,
    attach_relatives,
    attach_participles,
    share_subjects,
    share_conjuncts,
)
REWRITES: dict[str, tuple[Rewrite, ...]] = {
    "clearnlp": (turn_prepositions, turn_copulas, rename, *COMMON),
    "ud": (rename, *COMMON),
}


def enhance(tokens: list[Token], scheme: str, relatives: RelativesData) -> tuple[Edge, ...]:
    """The UD graph of a basic tree, sorted. `scheme`: "ud" or "clearnlp"."""
    graph = Graph(tokens, relatives)
    for rewrite in REWRITES[scheme]:
        rewrite(graph)
    return tuple(sorted(set(graph.edges), key=lambda e: (e.child, e.head, e.dep, e.case)))
