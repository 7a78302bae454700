"""How well texts are read: gold files, predictions, and the figures between them.

gold        what a text states, written by people
predictions what a reader found in it
corpus      a folder of texts with gold
literals    when two strings are the same name, number or date
matching    one text: which prediction fits which gold
figures     many texts: precision, recall, F1, by language, relation and document
mistakes    what went wrong, by kind, with its sentence
invention   names that nobody has; rename puts them in the place of those of a text
runs        extraction and scoring, as the command line calls them
"""
