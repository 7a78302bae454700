"""Files, folders and streams as articles, and what of an article is prose.

`articles(["news/", "more.jsonl", "-"])` gives an Article or a Problem for each thing found;
`body(text, lang)` the spans of prose that the sentence splitter should look at.
"""

from kg.ingest.boilerplate import body, metadata
from kg.ingest.problem import Problem
from kg.ingest.read import articles, known_suffixes

__all__ = ["Problem", "articles", "body", "known_suffixes", "metadata"]
