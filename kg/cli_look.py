"""Commands that look into a graph or a sentence: show, timeline, conflicts, validate, explain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kg import console
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.graph import Graph

StorePath = Annotated[
    str | None,
    typer.Option("--store", metavar="PATH", envvar="KG_STORE", help="The folder of the store [default: .kg]."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON line a row.")]
Lang = Annotated[Literal["en", "fr"], typer.Option("--lang", help="The language of what kg says.")]


def open_graph(store: str | None) -> Graph:
    """The graph of the store that was named, or of the default one; closed at the end of the block."""
    from kg import graph, settings

    place = store or settings.store_location()
    if not Path(place).is_dir():
        raise InputError(f"{place}: no store there; make one with kg build SOURCES, or name it with --store")
    return graph.open(place)


def show(
    entity: Annotated[str, typer.Argument(help="A name, or an identifier such as ent:org-deepseek.")],
    lang: Lang = "en",
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Show all that is known of one entity.

    \b
    kg show DeepSeek
    """
    from kg.export.sentences import as_card

    with open_graph(store) as graph:
        card = graph.card(entity)
    if as_json:
        console.say_json({**card.entity, "facts": card.rows()})
    else:
        console.write(as_card(card, lang))


def timeline(
    entity: Annotated[str, typer.Argument(help="A name, or an identifier such as ent:org-deepseek.")],
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """List what happened to a name, in the order of time.

    \b
    kg timeline OpenAI
    """
    _answer("timeline", entity, store, as_json)


def conflicts(store: StorePath = None, as_json: AsJson = False) -> None:
    """List what two articles disagree on.

    Two values for what has one at a time, or a fact that another article denies.

    \b
    kg conflicts
    """
    _answer("disagreements", "", store, as_json)


def validate(lang: Lang = "en", store: StorePath = None, as_json: AsJson = False) -> None:
    """Check the form of the graph against the shapes of the ontology.

    \b
    kg validate --lang fr
    """
    from kg import validate as validation

    with open_graph(store) as graph:
        rows = validation.findings(graph, lang)
    if rows or as_json:
        console.say_rows(rows, validation.COLUMNS, as_json=as_json)
    else:
        console.note("0 problems")
    raise typer.Exit(1 if rows else 0)


def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence, or a few, in quotation marks.")],
    lang: Annotated[str, typer.Option("--lang", help="fr or en [default: what the sentence looks like].")] = "",
    as_json: AsJson = False,
) -> None:
    """Tell why a sentence gives the facts that it gives.

    Its mentions and its tree, and for each word that can say a relation what every construction found or lacked.

    \b
    kg explain "Mistral AI was founded by Arthur Mensch."
    """
    from dataclasses import asdict

    from kg import explain as explaining

    told = explaining.explain(sentence, lang)
    if as_json:
        console.say_json(asdict(told))
        return
    parts: list[tuple[str, list[dict[str, Any]], tuple[str, ...]]] = [
        ("mentions", told.mentions, explaining.MENTION_COLUMNS)
    ]
    parts += [(f"tree ({name})", rows, explaining.TOKEN_COLUMNS) for name, rows in told.trees.items()]
    parts += [
        ("triggers", told.triggers, explaining.TRIGGER_COLUMNS),
        ("facts", told.facts, explaining.FACT_COLUMNS),
    ]
    for title, rows, columns in parts:
        console.say(title if rows else f"{title}: none")
        if rows:
            console.say_rows(rows, columns, as_json=False)
        console.say("")


def _answer(question: str, name: str, store: str | None, as_json: bool) -> None:
    """Print the rows of a ready question, about a name if there is one; one that nothing is called is an error."""
    from kg import questions

    with open_graph(store) as graph:
        if name:
            graph.named(name)
            entity = graph.entity(name)
            name = entity.label if entity else name  # the question knows names, not identifiers
        answer = graph.query(questions.fill(question, [f"name={name}"] if name else []))
    console.say_rows(answer.rows, answer.columns, as_json=as_json)
