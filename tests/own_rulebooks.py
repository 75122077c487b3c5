"""Rulebooks that visitors might bring, as the texts that they would paste."""

MARKUP = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "**bold** _it_ ~~no~~",
    "$x^2$",
    ":material/home: :red[red] :rabbit:",
    "[a](javascript:window.hit=1)",
    "![i](http://127.0.0.1:9/i.png)",
    "`code` # head",
    "{{ 7 * 7 }} {% raw %} {places}",
    "&lt;b&gt; \"quoted\" 'too'",
    "www.example.org",
)
"""What a page could take for something else than text."""

GOOD = """
version: "7"
options:
  - {id: walk, name: On foot, summary: You go, parts: [shoes]}
  - {id: cycle, name: By bicycle, summary: You ride, parts: [shoes, bicycle]}
questions:
  - id: language
    ask: How far is it?
    why: Feet are slow.
    choices: [{id: python, label: Near}, {id: far, label: Far}]
  - id: rain
    ask: Does it rain?
    why: A bicycle has no roof.
    choices: [{id: dry, label: It is dry}, {id: wet, label: It rains}]
rules:
  - id: far-needs-wheels
    aspect: way
    when: {language: far}
    speaks_for: cycle
    strength: strong
    because: Far is far on foot.
  - id: wet-is-wet
    aspect: comfort
    when: {rain: wet}
    speaks_against: cycle
    strength: strong
    because: Rain falls on who rides.
"""

FLAWED = (
    GOOD
    + """
  - id: far-again
    aspect: way
    when: {language: far}
    speaks_for: cycle
    strength: strong
    because: Far is still far on foot.
"""
)
"""It can be used, but a gate has something to say."""

BROKEN = GOOD.replace("speaks_for: cycle", "speaks_for: bycicle").replace("because: Rain", "becuase: Rain")


def hostile() -> str:
    """A rulebook that can be used, with markup in every text that a page shows."""
    return f"""
version: "1"
options:
  - {{id: walk, name: {_text(0)}, summary: {_text(1)}, parts: [{_text(2)}]}}
  - {{id: cycle, name: {_text(5)}, summary: {_text(3)}, parts: [a, b]}}
groups: [{{id: all, title: {_text(0)}}}]
questions:
  - id: one
    group: all
    core: true
    ask: {_text(0)}
    why: {_text(1)}
    choices: [{{id: a, label: {_text(0)}}}, {{id: b, label: {_text(5)}}}, {{id: c, label: {_text(4)}}}]
  - id: two
    group: all
    ask: {_text(9)}
    why: {_text(8)}
    choices: [{{id: a, label: {_text(2)}}}, {{id: b, label: {_text(6)}}}]
alternatives: [{{id: bus, name: {_text(0)}, says: {_text(1)}}}]
sources: [{{id: s, title: {_text(1)}, url: "https://example.org/?a=b&c=d"}}]
aspects:
  - id: comfort
    title: {_text(0)}
    broker: {{says: {_text(1)}, correction: {_text(5)}}}
    framework: {{says: {_text(2)}, correction: {_text(0)}}}
    sources: [s]
    versions: {_text(0)}
    checked: 2026-11-22
    demo: rabbitmq-routing
rules:
  - {{id: r1, aspect: comfort, when: {{one: a}}, speaks_for: walk, strength: strong, because: {_text(0)}, sources: [s]}}
  - {{id: r2, aspect: comfort, when: {{one: b}}, warns: walk, setting: {_text(1)}, because: {_text(5)}, sources: [s]}}
  - {{id: r3, aspect: comfort, when: {{two: b}}, rules_out: walk, because: {_text(4)}, versions: {_text(0)}}}
  - {{id: r4, aspect: comfort, when: {{one: c}}, look_elsewhere: bus, strength: strong, because: {_text(6)},
    demo: no-such}}
laws: [{{id: l1, says: {_text(0)}, never: cycle, when: {{one: a}}}}]
examples:
  - {{id: e1, title: {_text(0)}, story: {_text(5)}, answers: {{one: a, two: b}}, expect: {{option: walk}}}}
  - {{id: e2, title: {_text(4)}, story: {_text(10)}, answers: {{one: b}}, expect: {{fires: [r2]}}}}
cases:
  - {{name: {_text(0)}, answers: {{one: a}}, expect: {{fires: [r1]}}}}
"""


def coupled(questions: int) -> str:
    """A rulebook whose questions are all coupled, with three choices each."""
    head = GOOD.split("questions:")[0] + "questions:\n"
    choices = "[{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]"
    asked = "".join(f"  - {{id: q{number}, ask: Q, why: w, choices: {choices}}}\n" for number in range(questions))
    says = "aspect: one, speaks_for: walk, strength: strong, because: So."
    rules = "".join(f"  - {{id: r{n}, when: {{q{n}: a, q{n + 1}: b}}, {says}}}\n" for n in range(questions - 1))
    return f"{head}{asked}rules:\n{rules}"


def long_winded() -> str:
    """A rulebook whose texts have unusual lengths: words without an end, and single letters."""
    word, sentence = "Langstreckenfahrrad" * 20, "it goes on and on " * 60
    return (
        GOOD.replace("On foot", word)
        .replace("How far is it?", word)
        .replace("Near", sentence)
        .replace("It is dry", word)
        .replace("Far is far on foot.", word + " " + sentence)
        .replace("By bicycle", "b")
    )


def _text(number: int) -> str:
    """A markup as a YAML text, with all the others behind it."""
    both = f"{MARKUP[number]} {MARKUP[(number + 3) % len(MARKUP)]}"
    return '"' + both.replace("\\", "\\\\").replace('"', '\\"') + '"'
