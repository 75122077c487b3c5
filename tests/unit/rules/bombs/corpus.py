# ruff: noqa: E501  # one bomb a line, so that the list can be read as a table
"""The bombs. Each is a text or bytes as a visitor could upload them, and what must be said about it.

`None` means that it is no bomb at all, only odd, and is taken. Small ones are written out, large ones are made here.
"""

import json
from collections.abc import Callable
from itertools import islice, product

import yaml

KIB = 1024
MOST = 256 * KIB
HEAD = """\
version: "1"
options:
- {id: walk, name: Walk, summary: On foot, parts: [shoes]}
- {id: drive, name: Drive, summary: By car, parts: [car]}
questions:
- {id: distance, ask: "How far?", why: Feet get tired., choices: [{id: near, label: Near}, {id: far, label: Far}]}
"""
RULE = "- {id: too-far, aspect: time, when: {distance: far}, rules_out: walk, because: Nobody walks that far.}\n"
SOUND = f"{HEAD}rules:\n{RULE}"

Bomb = tuple[str, str | bytes, str | None]
"""A name, what is uploaded, and a part of what is said first; None where it is taken."""


def filled(piece: str, *, head: str = "", tail: str = "", most: int = MOST) -> str:
    """As many copies of a piece as an upload has room for."""
    return head + piece * ((most - len((head + tail).encode())) // len(piece.encode())) + tail


def numbered(piece: Callable[[int], str], *, head: str = "", tail: str = "", most: int = MOST) -> str:
    """As many pieces, each with its number, as an upload has room for."""
    pieces, room, number = [head], most - len(head) - len(tail), 0
    while len(text := piece(number)) <= room:
        pieces.append(text)
        room, number = room - len(text), number + 1
    return "".join([*pieces, tail])


def in_the_reason(text: str) -> str:
    """A sound rulebook but for this text, which stands in a reason."""
    return SOUND.replace("Nobody walks that far.", text)


def with_rules(rules: str) -> str:
    """A rulebook with these rules."""
    return f"{HEAD}rules:\n{rules}"


ADDED = "aspect: time, when: {distance: far}, rules_out: walk, because: B."
WORDS = [f"{a}{b}{c}{d}" for a, b, c, d in islice(product("abcdefghij", repeat=4), 5_000)]
LAUGHS = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))

BOMBS: tuple[Bomb, ...] = (
    # What YAML can do and a rulebook has no use for
    ("a billion laughs", "a0: &a0 [ha, ha]\n" + LAUGHS, "Anchors and aliases are not read."),
    ("an alias of itself", "version: &v [*v]\n", "Anchors and aliases are not read."),
    ("an alias without an anchor", SOUND.replace("walk,", "*walk,", 1), "Anchors and aliases are not read."),
    ("very many anchors", numbered(lambda n: f"&a{n} b,", head="[", tail="]"), "Anchors and aliases are not read."),
    ("an anchor as long as the file", "&" + "a" * (MOST - 2), "Anchors and aliases are not read."),
    ("a merge key", SOUND.replace("id: too-far", "<<: {id: too-far}"), "Merge keys are not read."),
    ("a Python object", in_the_reason("!!python/object/apply:os.system [id]"), "The tag tag:yaml.org,2002:python"),
    ("a tag of nobody", in_the_reason("!mine x"), "The tag !mine is not read."),
    ("a tag that says nothing", in_the_reason("! x"), "The tag ! is not read."),
    ("a tag as long as the file", "!" + "a" * (MOST - 2), "The tag !aaa"),
    ("binary data by its tag", in_the_reason("!!binary aGE="), "The tag tag:yaml.org,2002:binary is not read."),
    ("a number by its tag", SOUND.replace('"1"', "!!int 1"), "The tag tag:yaml.org,2002:int is not read."),
    ("a directive", "%YAML 1.1\n---\n" + SOUND, "A line that begins with % is a directive"),
    ("very many tag directives", numbered(lambda n: f"%TAG !a{n}! b\n", tail="--- a"), "is a directive"),
    ("tag directives after the end", SOUND + numbered(lambda n: f"%TAG !a{n}! b\n", head="...\n", most=MOST - len(SOUND)),
     "is a directive"),
    ("two documents", f"---\n{SOUND}---\n{SOUND}", "A second document begins here."),
    ("very many documents", filled("---\n"), "A second document begins here."),
    ("a document after the end", f"{SOUND}...\n---\n", "A second document begins here."),
    ("a key twice", SOUND.replace("because:", "because: A., because:"), '"because" is here twice.'),
    ("a section twice", f"{SOUND}rules: []\n", '"rules" is here twice.'),
    ("a key twice but for a blank", SOUND.replace("because:", '"because ": A., because:'), 'The key "because " is empty'),
    ("a list as a key", SOUND.replace("because:", "[because]:"), "A key must be a plain word."),
    ("a mapping as a key", filled("? {a: ", tail="}"), "A key must be a plain word."),
    ("very many explicit keys", filled("? a\n"), '"a" is here twice.'),
    # Depth
    ("brackets that never close", filled("["), "Nested deeper than 20 levels."),
    ("braces that never close", filled("{a: "), "Nested deeper than 20 levels."),
    ("a bracket on each line", filled("[\n"), "Nested deeper than 20 levels."),
    ("brackets and braces in turn", filled("[{a: "), "Nested deeper than 20 levels."),
    ("dashes in a row", filled("- "), "Nested deeper than 20 levels."),
    ("question marks in a row", filled("? "), "A key must be a plain word."),
    ("a staircase", "".join(" " * n + "-\n" for n in range(700)), "Nested deeper than 20 levels."),
    ("a staircase of keys", "".join(" " * n + "a:\n" for n in range(700)), "Nested deeper than 20 levels."),
    ("brackets that close", "[" * 100_000 + "]" * 100_000, "Nested deeper than 20 levels."),
    ("21 levels in a reason", in_the_reason("[" * 19 + "]" * 19), "Nested deeper than 20 levels."),
    # Amount
    ("a byte too many", filled("#", head=SOUND, most=MOST + 1), "The file is larger than 256 KiB."),
    ("four bytes a character", "# " + "\N{OLD PERSIAN SIGN A}" * 70_000, "The file is larger than 256 KiB."),
    ("ten megabytes", b"a" * (10 * KIB * KIB), "The file is larger than 256 KiB."),
    ("a list of very many entries", filled("a,", head="rules: [", tail="]"), "More than 30,000 values."),
    ("a list of very many lists", filled("[],", head="rules: [", tail="]"), "More than 30,000 values."),
    ("a list of very many lines", filled("- a\n"), "More than 30,000 values."),
    ("a list of very many pairs", filled("a: b,", head="[", tail="]"), "More than 30,000 values."),
    ("very many keys", numbered(lambda n: f"a{n}: b\n"), "More than 100 keys."),
    ("very many keys of an entry", SOUND.replace("distance: far", numbered(lambda n: f"a{n}: b,", most=MOST - len(SOUND))),
     "More than 100 keys."),
    ("very many answers of an id", SOUND.replace("rules_out: walk", filled("walk,", head="rules_out: [", tail="]", most=200_000)),
     "More than 100 values in one list."),
    ("very many questions", numbered(lambda n: f"- {{id: q{n}}}\n", head='version: "1"\nquestions:\n'), "More than 30,000 values."),
    ("sixty-five questions", SOUND.replace("questions:\n", "questions:\n" + "".join(
        f"- {{id: q{n}, ask: A, why: W, choices: [{{id: a, label: A}}, {{id: b, label: B}}]}}\n" for n in range(64))),
     "More than 64 questions."),
    ("nine options", SOUND.replace("questions:", "".join(
        f"- {{id: o{n}, name: O, summary: S, parts: [p]}}\n" for n in range(7)) + "questions:", 1), "More than 8 options."),
    ("six choices", SOUND.replace("{id: far, label: Far}", ", ".join(
        f"{{id: {name}, label: L}}" for name in ("far", "a", "b", "c", "d"))), '"distance" has 6 choices. Offer 2 to 5.'),
    ("a thousand and one rules", with_rules("".join(f"- {{id: r{n}, {ADDED}}}\n" for n in range(1_001))), "More than 1,000 rules."),
    ("as many rules as there is room for", with_rules(numbered(lambda n: f"- {{id: r{n}, {ADDED}}}\n", most=MOST - len(HEAD))),
     "More than 1,000 rules."),
    ("a text of 250,000 characters", in_the_reason("a" * 250_000), "A text of 250,000 characters. Use at most 2,000."),
    ("a quoted text of escapes", in_the_reason('"' + r"\x61" * 60_000 + '"'), "A text of 60,000 characters."),
    ("a folded text of empty lines", f"{SOUND}cases: >\n" + "  a\n\n" * 50_000, "A text of"),
    ("a plain text on very many lines", filled("a\n"), "A text of"),
    ("a key as long as the file", filled("a", head="{", tail=": b}"), "A text of 262,139 characters."),
    ("an explicit key as long as the file", filled("a", head="? ", tail="\n: b\n"), "A text of"),
    ("an id as long as it may be", SOUND.replace("too-far", "a" * 2_000), '"aaaaaaa'),
    # Many mistakes at once
    ("a mistake in every entry", with_rules(numbered(lambda n: f"- {{id: r{n}, aspekt: a}}\n", most=100_000)), 'Missing "aspect".'),
    ("a hundred mistakes in every value", with_rules("- id: r\n  when: {" + ", ".join(
        f"q{n}: [{'[],' * 100}]" for n in range(100)) + "}\n"), "q0: Expected a text."),
    ("unknown ids beside very many known ones", with_rules("".join(
        f"- {{id: {word}xxxx, aspect: a, when: {{distanse: far}}, rules_out: walc, because: B.}}\n" for word in WORDS[:1_000])),
     'Unknown question "distanse". Did you mean "distance"?'),
    ("unknown rules beside very many known ones", with_rules("".join(f"- {{id: {word}-{word}-{word}, {ADDED}}}\n" for word in WORDS[:1_000]))
     + "cases:\n" + "".join(f"- {{name: N, answers: {{}}, expect: {{fires: {word}-{word}-abxd}}}}\n" for word in WORDS[:900]),
     "Unknown rule"),
    ("unknown ids as long as a text", with_rules("".join(
        f"- {{id: r{n}, aspect: a, when: {{{'q' * 900}{n}: far}}, rules_out: walk, because: B.}}\n" for n in range(250))),
     'Unknown question "qqq'),
    ("very many addresses as sources", with_rules("".join(
        f"- {{id: r{n}, {ADDED}, sources: [{', '.join(f'https://a.org/{n}/{m}' for m in range(90))}]}}\n" for n in range(100))),
     "More than 1,000 sources."),
    ("the same id a thousand times", with_rules(f"- {{id: r, {ADDED}}}\n" * 1_000), 'The rule "r" is defined twice.'),
    # Characters
    ("an override of direction", in_the_reason("A \N{RIGHT-TO-LEFT OVERRIDE} B"), "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ("an isolate in a comment", f"# \N{RIGHT-TO-LEFT ISOLATE}\n{SOUND}", "U+2067 RIGHT-TO-LEFT ISOLATE"),
    ("an override as an escape", in_the_reason(r'"A \u202e B"'), "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ("a space without width in an id", SOUND.replace("too-far", "too\N{ZERO WIDTH SPACE}-far"), "U+200B ZERO WIDTH SPACE"),
    ("a joiner in a choice", SOUND.replace("id: near", "id: ne\N{ZERO WIDTH JOINER}ar"), "U+200D ZERO WIDTH JOINER"),
    ("a mark of order inside", in_the_reason("A \N{BYTE ORDER MARK} B"), "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    ("a soft hyphen", in_the_reason("A\N{SOFT HYPHEN}B"), "U+00AD SOFT HYPHEN"),
    ("a letter with nothing to see", in_the_reason("A \N{HANGUL FILLER} B"), "U+3164 HANGUL FILLER"),
    ("a variation selector", in_the_reason("A\N{VARIATION SELECTOR-16}B"), "U+FE0F VARIATION SELECTOR-16"),
    ("an invisible tag", in_the_reason("A \N{TAG LATIN SMALL LETTER A}"), "U+E0061 TAG LATIN SMALL LETTER A"),
    ("a line separator", in_the_reason("A \N{LINE SEPARATOR} B"), "U+2028 LINE SEPARATOR"),
    ("a control character", in_the_reason("A \a B"), "There is a control character here: U+0007."),
    ("a NUL", in_the_reason("A \0 B"), "There is a control character here: U+0000."),
    ("a NUL as an escape", in_the_reason(r'"A \0 B"'), "There is a control character here: U+0000."),
    ("an escape of a terminal", in_the_reason("\x1b[31mred"), "There is a control character here: U+001B."),
    ("half a character", in_the_reason("A \ud800 B"), "There is a broken character here: U+D800."),
    ("half a character as an escape", in_the_reason(r'"A \ud800 B"'), "Not valid YAML"),
    ("a character that is none", in_the_reason("A \uffff B"), "There is a broken character here: U+FFFF."),
    ("very many hidden characters", filled("\N{ZERO WIDTH SPACE}"), "There is an invisible character here (87381 in all)"),
    ("very many different characters", "# " + "".join(map(chr, range(0xA1, 0xD800)))[:87_000], "U+00AD SOFT HYPHEN"),
    ("a letter that looks like another", SOUND.replace("id: near", "id: n\N{CYRILLIC SMALL LETTER IE}ar"), "is not an id"),
    # Bytes
    ("UTF-16 with its mark", SOUND.encode("utf-16"), "It is UTF-16 text. Save the file as UTF-8."),
    ("UTF-16 without its mark", SOUND.encode("utf-16-le"), "There is a control character here ("),
    ("UTF-32", SOUND.encode("utf-32"), "Save the file as UTF-8."),
    ("Latin-1", SOUND.replace("Nobody", "Jürgen never").encode("latin-1"), "It is not UTF-8 text from here on."),
    ("half a character in UTF-8", SOUND.encode() + b"# \xed\xa0\x80\n", "It is not UTF-8 text from here on."),
    ("a NUL written long", b"# \xc0\x80\n", "It is not UTF-8 text from here on."),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64, "It is not UTF-8 text from here on."),
    ("noise", bytes(n * 7919 % 251 for n in range(MOST)), "It is not UTF-8 text from here on."),
    ("an archive", b"PK\x03\x04" + bytes(100), "There is a control character here: U+0003."),
    # Nothing, and next to nothing
    ("nothing", "", "The file is empty."),
    ("a mark of order alone", "\N{BYTE ORDER MARK}", "The file is empty."),
    ("comments alone", filled("# a\n"), "The file is empty."),
    ("empty lines alone", filled("\n"), "The file is empty."),
    ("empty lines of Windows alone", filled("\r\n"), "The file is empty."),
    ("blanks alone", filled(" "), "The file is empty."),
    ("tabs alone", filled("\t"), "Not valid YAML"),
    ("one long comment", filled("#"), "The file is empty."),
    ("a dash", "-", "Expected a file with keys (version,"),
    ("a word", "rulebook", "Expected a file with keys (version,"),
    ("an empty document", "---\n...\n", "Expected a file with keys (version,"),
    ("an empty mapping", "{}", 'Missing "version"'),
    ("lists that are texts", 'version: "1"\noptions: no\nquestions: ~\nrules: ""\n', '"options" must be a list'),
    ("JSON that is cut off", '{"version": "1", "options": [{"id": "walk"', "Not valid YAML"),
    ("a tab as indentation", SOUND.replace("- {id: walk", "\t- {id: walk"), "Not valid YAML"),
    ("a quotation that never ends", in_the_reason("'" + "a" * 200_000), "Not valid YAML"),
    # Numbers that are none
    ("infinity as a version", SOUND.replace('"1"', ".inf"), "The version is letters, digits"),
    ("a number out of range as a day", SOUND.replace("because:", "checked: 1e999, because:"), "Write a day as in 2026-11-22."),
    ("no number as a day", SOUND.replace("because:", "checked: .nan, because:"), "Write a day as in 2026-11-22."),
    ("seconds since 1970 as a day", SOUND.replace("because:", "checked: 1763769600, because:"), "Write a day as in 2026-11-22."),
    ("a day that never was", SOUND.replace("because:", "checked: 2026-02-30, because:"), "There is no such day."),
    ("sixty times as an id", SOUND.replace("near", "12:30"), '"12:30" is not an id: use a to z'),
    ("infinity as an id", SOUND.replace("near", ".inf"), '".inf" is not an id: use a to z'),
    # Markup and the like: text is text, and an address is an address
    ("an address that runs", SOUND + "sources: [{id: s, title: S, url: 'javascript:alert(1)'}]\n", "is no web address."),
    ("an address that is data", SOUND + "sources: [{id: s, title: S, url: 'data:text/html,x'}]\n", "is no web address."),
    ("an address with a password", SOUND + "sources: [{id: s, title: S, url: 'https://a:b@example.org'}]\n", "is no web address."),
    ("an address that breaks out", SOUND + "sources: [{id: s, title: S, url: 'https://a.org/\"onclick=x'}]\n", "is no web address."),
    ("a version that is a path", SOUND.replace('"1"', "../../etc"), "The version is letters, digits"),
    ("a mistake that breaks out", with_rules(RULE.replace("walk", "'<script>alert(1)</script>'")), "Unknown option \"<script>"),
    # Odd, and sound
    ("sound", SOUND, None),
    ("a mark of order at the start", "\N{BYTE ORDER MARK}" + SOUND, None),
    ("lines of Windows", SOUND.replace("\n", "\r\n"), None),
    ("lines of an old Mac", SOUND.replace("\n", "\r"), None),
    ("a start and an end of the document", f"---\n{SOUND}...\n", None),
    ("a truth value as an id", SOUND.replace("near", "no").replace("far,", "on,").replace("distance: far", "distance: on"), None),
    ("an octal number as an id", SOUND.replace("near", "010"), None),
    ("a number out of range as an id", SOUND.replace("near", "1e999"), None),
    ("nothing as an id", SOUND.replace("near", "null"), None),
    ("infinity as a label", SOUND.replace("label: Near", "label: .inf"), None),
    ("markup in a text", in_the_reason("'<script>alert(1)</script>'"), None),
    ("a script of another language", in_the_reason("\N{HEBREW LETTER ALEF}\N{ARABIC LETTER BEH}\N{CJK UNIFIED IDEOGRAPH-4E2D}\N{GRINNING FACE}"), None),
    ("comments up to the last byte", filled("#", head=SOUND), None),
    ("as much as is allowed", with_rules("".join(f"- {{id: r{n}, {ADDED}}}\n" for n in range(1_000))), None),
    ("JSON", json.dumps(yaml.safe_load(SOUND)), None),
)  # fmt: skip
