"""Organisations, models and chips from the public lists: cleaned, classified, one row a thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from make_rows import Row

Entry = Mapping[str, Any]

LEGAL = re.compile(r"(?:,? (?:Inc\.?|Corp\.?|plc|N\.V\.|SpA|AG|SA|LTD|Ltd\.?|LLC|Co\.,? ?Ltd\.?|Company, Inc\.))+$")
FORM_OF_FIRM = re.compile(r" (?:Corporation|Limited|Company|Companies)$")
# Rows of the lists that name nobody: "Internet Company K", "Bank J", "Telecom Operator".
ANONYMOUS = re.compile(
    r"^(?:AI|Bank|Internet|Telecom|Telecommunication|Energy|Manufacturing|Financial|Technology|Network|Cloud|MCloud|"
    r"Service Provider|Security Center|Chinese Supercomputing Center)"
    r"(?: (?:Company|Service|Industry|Operator))?(?: [A-Z])?$"
)
NOT_AN_ORGANISATION = {
    "22 Hours",
    "22h",
    "CRAN",
    "Cloud Capital (Suzhou, Anhui) Big Data Development Co., Ltd",
    "FLAGALPHA",
    "Factory",
    "Inteligent Systems Lab Amsterdam",
    "Massachusettes General Hospital",
    "Microsoft/NVIDIA",
    "Moscow State Univeristy",
    "NCAI & SDAIA",
    "Nat Friedman and Daniel Gross",
    "Neurips",
    "Newport High School",
    "Nicholas Kluge",
    "PORTULAN",
    "Guangzhou Inernational Bio Island",
    "Research Cluster of Excellence",
    "nitrosocke",
    "dreamlike.art",
    "IBM-GRANITE",
    "Institucio Catalana de Recerca i Estudis Avancçats",
    "Light of Wuzhen Supercomputing Center",
    "LBL",
    "Facebook AI",
    "Search Solutions",
    "AI inside",
    "RISE",
    "SAIL",
    "Lexica",
    "KT",
    "Biological Cybernetics",
    "Institute for Numerical Simulation",
    "EPFL LLM",
    "Marin Community",
}
GOVERNMENT = re.compile(r"\b(?:Ministry|Government|Authority|Agency|Department|Administrative|Council|Force|Navy)\b")
RESEARCH = re.compile(
    r"\b(?:Universit\w*|Institut\w*|Lab|Labs|Laborator\w+|College|School|Hochschule|Politecnico|Academ\w+|Research|"
    r"Cent(?:er|re)|Supercomput\w+|Hospital|Clinic|Polytechni\w+|Tech|Forschungszentrum|Helmholtz\S*|Fraunhofer|RIKEN)\b"
)
BUSINESS = re.compile(r"\b(?:Co\.|Ltd|Group|Corporation|Inc\.?|Company|Holdings?)\b")
INVESTOR = re.compile(
    r"\b(?:Capital|Ventures|Bank\w*|Banc\w*|Bancorp|Bancshares|Investment\w*|Financial|Partners|Trust|Sachs|Stanley|"
    r"BlackRock|Blackstone|Blackstone Inc|KKR|Invesco|Apollo|Ares|Citigroup|JPMorgan)\b"
)


def organisations(names: Iterable[Entry], words: frozenset[str]) -> Iterator[Row]:
    """The organisations, those that make models first, with a class each."""
    chosen = [n for n in names if n["type"] == "Organisation" and _names_somebody(n["name"])]
    for entry in sorted(chosen, key=lambda n: (bool(n["attrs"].get("sector")), n["name"])):
        full = re.sub(r" \(Class [A-Z]\)| \(The\)|, McLean$", "", re.sub(r"^(.*) \(Eli\)$", r"Eli \1", entry["name"]))
        full, aliases = _split_acronym(full, entry["aliases"])
        bare = LEGAL.sub("", full)
        core = FORM_OF_FIRM.sub("", bare)
        name = full if bare.lower() in words else bare
        row = Row(name, _class(entry), tuple(entry["source"]), core=core if core != name else "")
        longer = [core] if core.lower() not in words and len(core) > 3 and core != bare and " " in bare else []
        row.aliases = sorted({*aliases, full, *longer} - {name})
        yield row


def _names_somebody(name: str) -> bool:
    return name not in NOT_AN_ORGANISATION and not ANONYMOUS.match(name) and '"' not in name


def _split_acronym(name: str, aliases: Iterable[str]) -> tuple[str, list[str]]:
    """The name without the acronym in brackets at its end, and the aliases in Latin script, without brackets."""
    name = re.sub(r" ?\([^)]*\)$", "", name).split(" / ")[0].strip()
    return name, [a for a in aliases if "(" not in a and a.isprintable() and re.match(r"[\w.]", a) and a != name]


def _class(entry: Entry) -> str:
    """The class by the list's category where it tells, else by words of the name."""
    name, category, sector = entry["name"], entry["attrs"].get("category") or "", entry["attrs"].get("sector")
    if sector:
        return "Investor" if sector == "Financials" and INVESTOR.search(name) else "Company"
    if category.startswith("Industry"):
        return "Company"
    if category.startswith("Academia") or category == "Research collective":
        return "ResearchOrg"
    if BUSINESS.search(name):
        return "Company"
    if GOVERNMENT.search(name) and not re.search(r"Laborator|Institute|Universit", name):
        return "GovernmentBody"
    if category or RESEARCH.search(name):
        return "ResearchOrg"
    return "Investor" if re.search(r"\b(?:Capital|Ventures|Fund)\b", name) else "Company"


OLDEST_MODEL = "2018"  # older rows are mostly methods and papers; the well-known ones are written by hand
METHOD = re.compile(
    r"LSTM|RNN|CNN|GAN\b|SVM|MLP|GRU|NAS\b|Transformer|Network|Net\b.* |\b(?:Models?|Learning|Prediction|Generation|"
    r"Classification|Detection|Neural|Attention|Dropout|Softmax|Adaptive|Regularized|Convolution\w*|Pretraining|Encoder|"
    r"Decoder|Dynamic|Fine-tuned|Finetuned|Sparse|Deep Trading|Distributional|Policy|Optimi[sz]ation|Agents?|Diffusion "
    r"Models|Estimation|Representation|Recognition|Translation|Recommendation|LM)\b"
)
# Lower-case words that stand in names of models; any other one tells the title of a paper.
NAME_WORDS = {
    "mini",
    "nano",
    "turbo",
    "pro",
    "preview",
    "high",
    "low",
    "medium",
    "small",
    "large",
    "base",
    "xl",
    "xxl",
    "instruct",
    "chat",
    "max",
    "flash",
    "beta",
    "alpha",
    "lite",
    "plus",
    "pico",
    "core",
    "tiny",
    "huge",
    "giant",
    "xlarge",
    "vision",
    "thinking",
    "coder",
    "math",
    "code",
    "pt",
    "it",
    "micro",
    "audio",
    "reasoning",
    "image",
}
TAIL = re.compile(
    r"(?: ?\([^()]*\)| on Amazon Bedrock| on Vertex AI|[ -](?:20[12]\d-?\d\d-?\d\d|20[12]\d{5})|"
    r" (?:January|May|July|November|December) 20\d\d)+$"
)


def models(names: Iterable[Entry], words: frozenset[str]) -> Iterator[Row]:
    """The models since 2018 whose row looks like a name, spelling variants joined; papers and methods are left out."""
    joined: dict[str, Row] = {}
    for entry in sorted((n for n in names if n["type"] == "Model"), key=_better_first):
        name = TAIL.sub("", entry["name"]).strip()
        if (entry["attrs"].get("date") or "9") >= OLDEST_MODEL and _is_model_name(name, words):
            row = joined.setdefault(fold(name), Row(name, "AIModel", tuple(entry["source"])))
            row.aliases = sorted({*row.aliases, name, *_hyphenated(name)} - {row.name})
            row.source = tuple(sorted({*row.source, *entry["source"]}))
            row.doubtful = {s for s in row.spellings() if len(s) <= 3}
    yield from joined.values()


def _better_first(entry: Entry) -> tuple[int, int, str]:
    """Rows of several lists first, then those that begin with a capital."""
    return (-len(entry["source"]), int(entry["name"][:1].islower()), entry["name"])


def fold(name: str) -> str:
    """The name without case, blanks and hyphens: "Phi-4", "phi 4" and "Phi4" are one."""
    return re.sub(r"[\s\-_]+", "", name).casefold()


def _is_model_name(name: str, words: frozenset[str]) -> bool:
    parts = re.split(r"[\s\-]", name)
    odd = re.search(r"[^\w\s.\-!]|_|\.\.|^\d+ |^[^\w]|Neurips", name) or not name.isascii()
    titled = any(p.isalpha() and p.islower() and len(p) > 2 and p not in NAME_WORDS for p in name.split()[1:])
    common = name.lower() in words or (len(name.split()) > 1 and all(p.lower() in words for p in name.split()))
    short = len(name) <= 3 and not any(char.isdigit() for char in name)
    lower = name.isalpha() and name.islower()
    return not (odd or titled or common or short or lower or len(name) < 2 or len(parts) > 6 or METHOD.search(name))


def _hyphenated(name: str) -> list[str]:
    """For a name of two parts of which the second has a digit, the other way to join them ("Phi-4", "Phi 4")."""
    parts = re.split(r"[ \-]", name)
    version = len(parts) == 2 and re.search(r"\d", parts[1]) and not parts[0].isdigit()
    if not version or (parts[1].isdigit() and len(parts[1]) > 1):
        return []
    return [spelling for spelling in ("-".join(parts), " ".join(parts)) if spelling != name]


OLD = re.compile(
    r"Matrox|3dfx|XGI|Sony|S3 |^ATI|Playstation|Xbox|Xenos|Switch|Tegra|GeForce(?! RTX)|GTX|GT\d{3}|Titan|TITAN|Quadro|"
    r"Radeon (?!RX [67]|Instinct)|Fire(?:Pro|GL|Stream|MV)|Mobility|Mobile|Max-Q|NVS|GRID|ION|IGP|Vanta|CMP|Embedded|"
    r"^Intel (?!Gaudi|Data Center|Arc|Ponte|Habana)|Tesla [CMKS]\d|NVIDIA Tesla$|D870|P10[246]|P10$|PG5|Processor|/|"
    r"PCle|RTX \d{4} (?:TU|AD)|Founders|Ada Generation"
)
FORM = re.compile(
    r"(?: (?:PCIe|PCI|SXM\d?|OAM|NVL|DGXS|FHHL|LP|AGP|Premium|x\d+|\d+ ?GB|\d+ ?MB|\(.*\)|v\d|Passive|SMX\d?))+$", re.I
)


def chips(names: Iterable[Entry]) -> Iterator[Row]:
    """The accelerators without memory sizes and form factors; consoles and old graphics cards are left out."""
    joined: dict[str, Row] = {}
    for entry in sorted((n for n in names if n["type"] == "Chip"), key=lambda n: str(n["name"])):
        name = "".join(char for char in entry["name"] if char.isascii())
        name = FORM.sub("", re.sub(r" \(\s*\)", "", re.sub(r"\s+", " ", name)).strip())
        if OLD.search(name) or len(name.split()) < 2 or len(name.split()) > 5:
            continue
        row = joined.setdefault(fold(name), Row(name, "Hardware", tuple(entry["source"])))
        name = name.removesuffix(" GPU")
        row.aliases = sorted({*row.aliases, name, name.replace("NVIDIA ", "Nvidia ")} - {row.name})
    yield from joined.values()
