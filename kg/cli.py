"""The command line: parses, calls, prints. A command imports what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from kg import __version__, cli_eval, cli_look, console
from kg.cli_look import AsJson, StorePath, open_graph
from kg.errors import InputError, KgError, QueryError

DONE, PROBLEM, WRONG_USE = 0, 1, 2

app = typer.Typer(
    name="kg",
    help="Read French and English news about the AI industry into a knowledge graph.",
    epilog="Exit status: 0 done, 1 the data has a problem, 2 wrong use.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCES", help="Files (.txt, .md, .html, .jsonl), folders, or - for text from standard input."
    ),
]


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit status of one call; errors are told in one line on standard error."""
    console.prepare()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = app(words or ["--help"], prog_name="kg", standalone_mode=False)
    except typer.exceptions.TyperException as error:
        explain: Any = getattr(error, "format_message", error.__str__)
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "kg"
        if text := explain():
            console.fail(f"{text.rstrip('.').replace('Value error, ', '')}: see {command} --help")
        return WRONG_USE
    except KgError as error:
        console.fail(str(error))
        return WRONG_USE if isinstance(error, (InputError, QueryError)) else PROBLEM
    return status if isinstance(status, int) else DONE


def _version(wanted: bool) -> None:
    if wanted:
        console.say(f"kg {__version__}")
        raise typer.Exit(DONE)


@app.callback()
def top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read French and English news about the AI industry into a knowledge graph whose every fact opens its sentence."""


@app.command()
def build(
    sources: Sources,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="Write the graph's files into this folder.")
    ] = None,
    store: StorePath = None,
    no_store: Annotated[bool, typer.Option("--no-store", help="Keep no store: write the files only.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read articles into a store, and write the graph as files.

    \b
    kg build articles/ -o out/       the files, and the store in out/store
    kg build articles/               the store alone, in .kg
    """
    from kg import pipeline, settings

    if no_store and out is None:
        raise typer.BadParameter("--no-store without -o DIR keeps nothing")
    place = None if no_store else store or (str(out / "store") if out else settings.store_location())
    with console.progress("reading") as progress:
        report = pipeline.build(sources, store=place, out=out, progress=progress)
    for problem in report.problems:
        console.fail(problem.message)
    counts = {"added": len(report.added), "skipped": len(report.skipped), "problems": len(report.problems)}
    if as_json:
        console.say_json({**counts, "store": place, "output": out})
    else:
        names = {"problems": "problem"} if len(report.problems) == 1 else {}
        console.note(", ".join(f"{number} {names.get(name, name)}" for name, number in counts.items()))
        places = {"files in": out, "store in": place}
        console.note(", ".join(f"{name} {where}" for name, where in places.items() if where))
    raise typer.Exit(PROBLEM if report.problems else DONE)


@app.command()
def extract(
    sources: Sources,
    dump: Annotated[
        Path | None, typer.Option("--dump", metavar="DIR", help="Write one ID.json an article into this folder.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out what is less sure; 0 shows all.")
    ] = 0.0,
) -> None:
    """Print what articles say as JSON lines.

    One line an article; needs no store.

    \b
    kg extract article.txt
    """
    from kg import pipeline
    from kg.export.reading import reading_json
    from kg.ingest import Problem

    problems = 0
    for item in pipeline.extract(sources):
        if isinstance(item, Problem):
            console.fail(item.message)
            problems += 1
            continue
        row = reading_json(item, min_confidence=min_confidence)
        if dump is None:
            console.say_json(row)
        else:
            _dump(dump, row)
    raise typer.Exit(PROBLEM if problems else DONE)


@app.command()
def query(
    sparql: Annotated[str | None, typer.Argument(metavar="SPARQL", help="A SPARQL query; prefixes are known.")] = None,
    file: Annotated[Path | None, typer.Option("-f", "--file", metavar="FILE", help="Read the query there.")] = None,
    template: Annotated[
        str | None, typer.Option("--template", metavar="NAME", help="A ready question; --template list shows them.")
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Fill in a part of the template.")
    ] = None,
    form: Annotated[
        Literal["table", "csv", "tsv", "json", "ttl"], typer.Option("--format", help="ttl is for CONSTRUCT.")
    ] = "table",
    everything: Annotated[
        bool, typer.Option("--everything", help="Ask all graphs as one, evidence and ontology too.")
    ] = False,
    store: StorePath = None,
) -> None:
    """Ask the graph in SPARQL.

    \b
    kg query 'SELECT ?who ?what { ?who kg:founded ?what }'
    kg query --template who-leads --set name=Mistral
    """
    from kg import questions

    if template == "list":
        console.say_rows(questions.known(), questions.COLUMNS, as_json=form == "json")
        return
    text = questions.choose(sparql, file, template, settings or [])
    with open_graph(store) as graph:
        answer = graph.query(text, everything=everything)
        terms = [] if answer.kind == "boolean" or answer.rows else questions.terms(text)
        unknown = [term for term in terms if not graph.query(f"ASK {{ {term} ?p ?o }}", everything=True)]
    if form == "table" and answer.kind != "boolean":
        console.say_rows(answer.rows, answer.columns, as_json=False)
    else:
        console.write(answer.serialize("csv" if form == "table" else form))
    if answer.kind != "boolean" and not answer.rows:
        console.note(f"no rows; kg.ttl knows no {', '.join(unknown)}" if unknown else "no rows")


@app.command()
def why(
    subject: Annotated[str, typer.Argument(help="A name, or an identifier such as ent:org-deepseek.")],
    relation: Annotated[str | None, typer.Argument(help="A relation, such as subsidiary_of.")] = None,
    object: Annotated[str | None, typer.Argument(help="A name or an identifier.")] = None,  # noqa: A002
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Show the sentences behind a fact.

    With less said, behind all facts that fit.

    \b
    kg why DeepSeek subsidiary_of High-Flyer
    """
    from kg.export.sentences import as_text

    with open_graph(store) as graph:
        rows = graph.why(subject, relation, object)
    if not rows:
        asked = " ".join(part for part in (subject, relation, object) if part)
        console.fail(f"{asked}: no article says so; kg ls facts lists what they say")
        raise typer.Exit(PROBLEM)
    if as_json:
        console.say_rows(rows, (), as_json=True)
    else:
        console.write(as_text(rows))


@app.command()
def ls(
    what: Annotated[Literal["articles", "entities", "facts", "evidence"], typer.Argument()] = "articles",
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """List what the store holds.

    \b
    kg ls entities
    """
    columns = {
        "articles": ("id", "published", "lang", "name", "title", "publisher", "evidence"),
        "entities": ("label", "type", "articles", "facts", "id"),
        "facts": ("subject", "relation", "object", "status", "former", "confidence", "sources"),
        "evidence": ("subject", "relation", "object", "status", "former", "quote", "article"),
    }
    with open_graph(store) as graph:
        rows = {
            "articles": graph.articles,
            "entities": graph.entities,
            "facts": graph.facts,
            "evidence": graph.evidence,
        }[what]()
    console.say_rows(rows, columns[what], as_json=as_json)


@app.command()
def remove(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLES", help="Identifiers, paths or addresses.")],
    store: StorePath = None,
) -> None:
    """Take articles out of the store.

    Every fact that only they stated goes with them.

    \b
    kg remove articles/retracted.txt
    """
    missing = []
    with open_graph(store) as graph:
        for name in articles:
            gone = graph.remove(name)
            if not gone:
                missing.append(name)
            for article in gone:
                console.note(f"removed: doc:{article}")
    for name in missing:
        console.fail(f"{name}: no article has this identifier, path or address; kg ls shows them")
    raise typer.Exit(PROBLEM if missing else DONE)


@app.command()
def verify(store: StorePath = None, as_json: AsJson = False) -> None:
    """Prove that every fact stands in its article.

    Reads all stored texts again and compares each quote, each name and each class.

    \b
    kg verify --store out/store
    """
    with open_graph(store) as graph:
        result = graph.verify()
    for problem in result.problems:
        console.fail(str(problem))
    figures = {
        "articles": result.articles,
        "facts": result.statements,
        "evidence": result.evidence,
        "problems": len(result.problems),
        "by_reference": round(result.reference_share, 3),
        "longest_quote": len(result.longest_quote),
    }
    if as_json:
        console.say_json(figures)
    else:
        console.say(", ".join(f"{name} {figure}" for name, figure in figures.items()))
    raise typer.Exit(DONE if result else PROBLEM)


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="ttl, trig, nq, jsonld, graphml, html or csv.")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write there, not to the terminal; csv takes a folder."),
    ] = None,
    store: StorePath = None,
) -> None:
    """Write the graph in one format.

    \b
    kg export ttl -o graph.ttl
    kg export csv -o tables/         facts.csv, evidence.csv, entities.csv
    """
    from kg import export as exports

    with open_graph(store) as graph:
        exports.export(graph, form, out)
    if out is not None:
        console.note(f"written: {out}")


@app.command()
def view(
    out: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write the page.")] = Path(
        "graph.html"
    ),
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    store: StorePath = None,
) -> None:
    """Write the graph as one HTML page that works offline.

    \b
    kg view -o graph.html --open
    """
    from kg import export as exports

    with open_graph(store) as graph:
        exports.export(graph, "html", out)
    console.note(f"written: {out}")
    if show:
        typer.launch(out.resolve().as_uri())


@app.command()
def rules(
    relation: Annotated[str | None, typer.Argument(help="Show the words and constructions of this one.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the relations, or the words that say one.

    \b
    kg rules founded
    """
    from kg import rulebook

    if relation is None:
        console.say_rows(rulebook.relations(), rulebook.RELATION_COLUMNS, as_json=as_json)
    else:
        console.say_rows(rulebook.triggers(relation), rulebook.TRIGGER_COLUMNS, as_json=as_json)


for command in (
    cli_look.show,
    cli_look.timeline,
    cli_look.conflicts,
    cli_look.validate,
    cli_look.explain,
    cli_eval.eval,
):
    app.command()(command)


@app.command()
def doctor(store: StorePath = None, as_json: AsJson = False) -> None:
    """Check the versions, the models, the ontology, the store.

    \b
    kg doctor
    """
    from kg import diagnosis, settings

    checks = diagnosis.checks(store or settings.store_location())
    console.say_rows(checks, diagnosis.COLUMNS, as_json=as_json)
    raise typer.Exit(DONE if all(check["ok"] for check in checks) else PROBLEM)


def _dump(folder: Path, row: dict[str, Any]) -> None:
    """Write the row to a file named for its id; an id that is no file name is refused."""
    import json

    name = str(row["id"])
    if Path(name).name != name or name in {"", ".", ".."}:
        raise InputError(f"{name!r}: cannot name a file in {folder}; give the article an id without slashes")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(row, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
