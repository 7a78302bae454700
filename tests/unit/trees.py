"""Trees by hand: a word a line, as "text pos dep head [lemma] [features]"; the head is a word's number, 0 the root."""

from __future__ import annotations

from kg.model import Mention, MentionKind, Span, Token, Tree
from kg.parse.ud import RelativesData, enhance

RELATIVES = RelativesData(
    words=frozenset({"qui", "que", "dont", "who", "which", "that", "whose"}),
    objects=frozenset({"que", "whom"}),
    owners=frozenset({"dont", "whose"}),
    determiners=frozenset({"whose"}),
)


def tokens(lines: str) -> tuple[str, list[Token]]:
    """The text and its tokens; words are joined by blanks, and a word that begins with "+" touches the one before."""
    text, out = "", []
    for line in lines.strip().splitlines():
        word, pos, dep, head, *rest = line.split()
        touching = word.startswith("+") and len(word) > 1
        word = word[1:] if touching else word
        text += word if touching or not text else f" {word}"
        lemma = rest[0] if rest else word.lower()
        features = frozenset(rest[1].split("|")) if len(rest) > 1 else frozenset[str]()
        span = Span(len(text) - len(word), len(text))
        out.append(Token(span, word, lemma, pos, int(head) - 1, dep, features))
    return text, out


def tree(lines: str, scheme: str = "ud") -> tuple[str, Tree]:
    """The text and its tree, in the one form that the rules see."""
    text, words = tokens(lines)
    return text, Tree(tuple(words), enhance(words, scheme, RELATIVES))


def edges(built: Tree) -> set[str]:
    """The edges as "head>dep[case]>child", without punctuation, cases and determiners."""
    return {
        f"{built.tokens[e.head].text if e.head >= 0 else 'ROOT'}>{e.dep}{f'[{e.case}]' if e.case else ''}"
        f">{built.tokens[e.child].text}"
        for e in built.edges
        if e.dep not in ("punct", "case", "det", "prep", "agent")
    }


def mention(
    text: str, words: str, cls: str, kind: MentionKind = MentionKind.NAME, of: Mention | None = None
) -> Mention:
    """The first place of the words as a mention; `of`: the name that a reference stands for."""
    start = text.index(words)
    key = of.key if of else f"{cls.lower()}:{words.lower()}"
    return Mention(Span(start, start + len(words)), words, cls, key, kind, of.span if of else None)
