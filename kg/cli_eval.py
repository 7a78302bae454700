"""The command `kg eval`: parses, calls, prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg import console
from kg.errors import one_line

if TYPE_CHECKING:
    from kg.evaluate.corpus import Item
    from kg.evaluate.mistakes import Mistake
    from kg.evaluate.predictions import Prediction
    from kg.evaluate.runs import Scored

HIDDEN = "check"  # the split whose mistakes are shown to those who ask for it by name
SHARES = ("precision", "recall", "f1")
COUNTS = ("tp", "fp", "fn")


def eval(  # noqa: A001 - the command's name
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of texts with gold; seeds works too.")],
    gold: Annotated[
        Path | None, typer.Option("--gold", metavar="DIR", help="Where gold/ and the manifests lie, if elsewhere.")
    ] = None,
    split: Annotated[str | None, typer.Option("--split", metavar="NAME", help="Only the texts of this split.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="LANG", help="Only the texts in fr, or in en.")] = None,
    relations: Annotated[str | None, typer.Option("--relations", metavar="A,B", help="Only these relations.")] = None,
    pred: Annotated[Path | None, typer.Option("--pred", metavar="DIR", help="Score DIR/ID.json; read nothing.")] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out what is less sure.")
    ] = 0.0,
    stated_only: Annotated[
        bool, typer.Option("--stated-only", help="What is planned or rumoured need not be found.")
    ] = False,
    relaxed: Annotated[bool, typer.Option("--relaxed", help="Names match that share half their words.")] = False,
    boot: Annotated[
        int, typer.Option("--boot", metavar="N", min=0, help="95 % intervals from N resamples of the documents.")
    ] = 0,
    errors: Annotated[bool, typer.Option("--errors", help="The mistakes by kind, not the figures.")] = False,
    rename: Annotated[
        bool, typer.Option("--rename", help="What F1 loses when people and organisations get other names.")
    ] = False,
    seed: Annotated[
        list[int] | None, typer.Option("--seed", metavar="N", help="Repeat --rename with this seed; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line a row.")] = False,
) -> None:
    """Compare what kg reads with gold.

    Prints precision, recall and F1 for entities and relations, by language, relation and document. --errors leaves out
    the split "check" unless it is named.

    \b
    kg eval seeds
    kg eval corpus/house --split tune --errors --relations founded,leads
    kg eval seeds --rename
    """
    from kg.evaluate import runs
    from kg.evaluate.corpus import load_corpus

    if rename and (pred or errors or boot) or seed and not rename:
        raise typer.BadParameter("--rename reads the texts itself and prints its own table; --seed goes with it alone")
    items = load_corpus(folder, gold=gold, split=split, lang=lang)
    chosen = runs.choose_relations(relations)
    options: dict[str, Any] = {"min_confidence": min_confidence, "relaxed": relaxed, "stated_only": stated_only}
    if rename:
        _renamed(items, seed, chosen, options, as_json=as_json)
        return
    scored = runs.score(items, _predictions(items, pred), **options)
    if errors:
        shown = [s for s in scored if split == HIDDEN or s.item.split != HIDDEN]
        if len(shown) < len(scored):
            console.note(f"{len(scored) - len(shown)} texts of split {HIDDEN} not shown; --split {HIDDEN} shows them")
        _say_mistakes(runs.all_mistakes(shown, chosen), as_json=as_json)
    else:
        _say_figures(runs.figures(scored, chosen, draws=boot), as_json=as_json)


def _predictions(items: Sequence[Item], folder: Path | None) -> list[Prediction]:
    """What was found in each text: read from the folder, or by kg itself."""
    from kg.evaluate import runs
    from kg.evaluate.predictions import Prediction, read_predictions

    if folder is None:
        with console.progress("reading") as progress:
            return list(runs.extract(items, progress))
    found = dict(read_predictions(folder, [item.id for item in items]))
    if missing := [name for name, prediction in found.items() if prediction is None]:
        console.note(f"{len(missing)} texts without predictions, the first is {missing[0]}: nothing was found there")
    return [prediction or Prediction() for prediction in found.values()]


def _say_figures(rows: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        console.say_rows(rows, (), as_json=True)
        return
    shown = [_as_printed(row) for row in rows]
    more = ("f1_95",) if "f1_95" in rows[0] else ()
    scopes = [row for row in shown if row["level"] in {"all", "language"}]
    columns = ("name", "of", *SHARES, *more, *COUNTS, "mean_document_f1", "documents")
    console.say_rows(scopes, columns, as_json=False)
    beside = ("mean_relation_f1", "status_accuracy", "qualifier_recall", "denied_asserted", "off_schema")
    totals = [row for row in scopes if row["of"] == "relations"]
    console.say_rows(totals, ("name", *beside, "off_schema_entities"), as_json=False)
    for level, title in (("relation", "relation"), ("document", "document")):
        part = [{**row, title: row["name"]} for row in shown if row["level"] == level]
        columns = (title, *(() if level == "relation" else ("of",)), *SHARES, *COUNTS)
        console.say_rows(part, columns, as_json=False)


def _as_printed(row: dict[str, Any]) -> dict[str, Any]:
    """The row with shares in three decimals."""
    out = {name: f"{value:.3f}" if isinstance(value, float) else value for name, value in row.items()}
    if "f1_95" in row:
        out["f1_95"] = " to ".join(f"{bound:.3f}" for bound in row["f1_95"])
    return out


def _say_mistakes(found: Sequence[Mistake], *, as_json: bool) -> None:
    if as_json:
        console.say_rows([mistake.row() for mistake in found], (), as_json=True)
        return
    counts = Counter(mistake.kind.value for mistake in found)
    console.say_rows(
        [{"kind": kind, "number": number} for kind, number in counts.items()], ("kind", "number"), as_json=False
    )
    for mistake in found:
        row = mistake.row()
        parts = [str(row["said"]), f"gold: {row['gold']}" if row["gold"] else "", str(row["found_by"])]
        parts.append(f"no entity: {row['unseen']}" if row["unseen"] else "")
        told = "; ".join(part for part in parts if part)
        console.say(one_line(f"{row['document']} {row['kind']}: {told}"))
        console.say("    " + one_line(f"« {row['quote']} »"))


def _renamed(
    items: Sequence[Item], seeds: list[int] | None, relations: frozenset[str], options: dict[str, Any], *, as_json: bool
) -> None:
    """Say what each seed loses, and the mean."""
    from kg.evaluate import runs
    from kg.evaluate.rename import draw_seeds, renamed

    def measured(texts: Sequence[Item], name: str) -> dict[str, Any]:
        with console.progress(name) as progress:
            scored: list[Scored] = runs.score(texts, list(runs.extract(texts, progress)), **options)
        rows = [row for row in runs.figures(scored, relations) if row["level"] == "all"]
        f1 = {row["of"]: row["f1"] for row in rows}
        return {"names": name, "f1": f1["relations"], "entities_typed_f1": f1["entities_typed"]}

    first = measured(items, "as written")
    rows = [{**first, "loss": 0.0}]
    for seed in seeds or draw_seeds():
        row = measured([renamed(item, seed) for item in items], f"seed {seed}")
        rows.append({**row, "loss": round(first["f1"] - row["f1"], 4)})
    count = len(rows) - 1
    mean = {name: round(sum(row[name] for row in rows[1:]) / count, 4) for name in ("f1", "entities_typed_f1", "loss")}
    rows.append({"names": "mean of the seeds", **mean})
    shown = rows if as_json else [_as_printed(row) for row in rows]
    console.say_rows(shown, ("names", "f1", "loss", "entities_typed_f1"), as_json=as_json)
