"""The trace as text, for `explain --depth everything`."""

from collections import Counter
from collections.abc import Sequence

from rules.atlas import Ahead, Atlas, FlipSet
from rules.cli.books import place_here
from rules.cli.shares import percent
from rules.cli.sheet import Sheet
from rules.cli.trace import Round, TracedClause, TracedRule, Truth, Weighing, rounds, traced_rules, weighings
from rules.cli.wording import say
from rules.model import Rule
from rules.recommendation import Outcome

WIDTH = 8
"""Of the column that says whether a rule holds."""


def write_everything(sheet: Sheet, atlas: Atlas, name: str | None) -> None:
    """Every rule, every balance, every step, every flip of one and two answers, and what can still matter.

    `name` is how the rulebook was named, for the places of its rules.
    """
    answers = sheet.it.answers
    _rules(sheet, traced_rules(answers, sheet.rulebook), name)
    _weighings(sheet, weighings(sheet.it, sheet.rulebook))
    _rounds(sheet, list(rounds(sheet.it)))
    _alternatives(sheet)
    _flips(sheet, atlas.flips(answers))
    _ahead(sheet, atlas.ahead(answers))


def _rules(sheet: Sheet, rules: Sequence[TracedRule], name: str | None) -> None:
    found = Counter(one.truth for one in rules)
    numbers = {"fired": found[Truth.TRUE], "open": found[Truth.UNKNOWN], "silent": found[Truth.FALSE]}
    sheet.paper.heading(say("trace.rules", **numbers))
    for one in rules:
        effect = say(f"trace.effect_{one.rule.kind}", strength=one.rule.strength, names=_names(sheet, one.rule))
        text = say(
            "trace.rule",
            rule=one.rule.id,
            effect=effect,
            place=place_here(sheet.rulebook.places["rule", one.rule.id], name),
        )
        sheet.paper.text(text, indent=2, first=f"{say(f'trace.truth_{one.truth}'):<{WIDTH}}")
        for clause in one.clauses:
            sheet.paper.text(_clause(clause), indent=WIDTH + 2)


def _names(sheet: Sheet, rule: Rule) -> str:
    if rule.look_elsewhere:
        return sheet.names.alternatives[rule.look_elsewhere].name
    return ", ".join(sheet.option(option) for option in rule.options)


def _clause(clause: TracedClause) -> str:
    return say(
        "trace.clause",
        truth=clause.truth,
        question=clause.question,
        choices=say("verdict.or").join(clause.choices),
        answer=clause.answer or say("trace.no_answer"),
    )


def _weighings(sheet: Sheet, found: Sequence[Weighing]) -> None:
    sheet.paper.heading(say("trace.weighings"))
    for aspect in dict.fromkeys(one.aspect for one in found):
        sheet.paper.text(sheet.names.aspects[aspect], indent=2)
        for one in found:
            if one.aspect == aspect:
                sheet.paper.text(_weighing(sheet, one), indent=4, first="* ")


def _weighing(sheet: Sheet, one: Weighing) -> str:
    text = say("trace.weighing", option=sheet.option(one.option), strong=one.strong, slight=one.slight)
    by = say("trace.weighing_by", rule=one.counted) if one.counted else ""
    return text + by + (say("trace.weighing_silent", rules=", ".join(one.silent)) if one.silent else "")


def _rounds(sheet: Sheet, found: Sequence[Round]) -> None:
    sheet.paper.heading(say("trace.rounds"))
    for number, one in enumerate(found, start=1):
        values = [say("trace.value", option=sheet.option(name), value=value) for name, value in one.values.items()]
        texts = {"step": say(f"trace.round_{one.step}"), "values": ", ".join(values), "left": _options(sheet, one.left)}
        sheet.paper.text(say("trace.round", **texts), indent=2, first=f"{number}. ")
    if not sheet.it.outcome.fits:
        sheet.paper.text(say("trace.spared"), indent=2)
    if len(found[-1].left) > 1:
        sheet.paper.text(say("trace.by_order", options=_options(sheet, found[-1].left)), indent=2)


def _options(sheet: Sheet, names: Sequence[str]) -> str:
    return ", ".join(sheet.option(name) for name in names)


def _alternatives(sheet: Sheet) -> None:
    sheet.paper.heading(say("trace.alternatives"))
    for one in sheet.it.advice:
        strength = say("trace.advice_strong" if one.strong else "trace.advice_slight")
        name = sheet.names.alternatives[one.alternative].name
        rules = ", ".join(rule.id for rule in one.rules)
        text = say("trace.alternative", alternative=name, strength=strength, rules=rules)
        sheet.paper.text(text, indent=2, first="* ")
    if not sheet.it.advice:
        sheet.paper.text(say("trace.no_alternative"), indent=2)


def _flips(sheet: Sheet, found: Sequence[FlipSet]) -> None:
    sheet.paper.heading(say("trace.flips", number=f"{len(found):,}"))
    for one in found:
        outcome = sheet.names.outcome(one.outcome)
        text = say("trace.flip", answers=sheet.names.answers(one.answers.items()), outcome=outcome)
        sheet.paper.text(text, indent=2, first="* ")
    if not found:
        sheet.paper.text(say("trace.no_flips"), indent=2)


def _ahead(sheet: Sheet, ahead: Ahead) -> None:
    sheet.paper.heading(say("trace.ahead"))
    options = [(share, sheet.names.outcome(Outcome(name, None, fits))) for (name, fits), share in ahead.options.items()]
    elsewhere = [(share, _elsewhere(sheet, name)) for name, share in ahead.elsewhere.items()]
    for found in (options, elsewhere):
        sheet.paper.table([[percent(share), text] for share, text in sorted(found, reverse=True)])
    if not ahead.prospects:
        sheet.paper.text(say("trace.settled"), indent=2)
    for one in ahead.prospects:
        can = say("trace.matters", doubt=f"{one.doubt:.2f}") if one.matters else say("trace.cannot_matter")
        question = sheet.names.questions[one.question].ask
        sheet.paper.text(f"{question} {can}", indent=2, first="* ")


def _elsewhere(sheet: Sheet, name: str | None) -> str:
    return sheet.names.alternatives[name].name if name else say("atlas.no_alternative")
