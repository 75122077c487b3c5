"""How `recommend` compares with a rules engine that evaluates the same rules as a decision table."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from statistics import median
from time import perf_counter_ns
from typing import Any, NamedTuple

from zen import ZenDecision, ZenDecisionContent, ZenEngine

from benchmarks.figure import Figure, Tell
from rules import Rule, Rulebook, recommend, shipped_rulebook
from rules.compiled import compiled
from rules.scan import position

BAR = 20.0
"""Times."""

SETS = 200
SEED = 20261122

Answers = Mapping[str, str]


class Calls(NamedTuple):
    """Microseconds of a recommendation, and of the table without and with a trace."""

    ours: float
    bare: float
    traced: float


def measure(tell: Tell, *, times: int = 5) -> Iterator[Figure]:
    """How many times faster `recommend` with its full explanation is than zen-engine with the same rules."""
    rulebook = shipped_rulebook()
    decision = ZenEngine().create_decision(ZenDecisionContent(json.dumps(table(rulebook))))
    sets = [*(example.answers for example in rulebook.examples), *_random(rulebook)]
    tell(f"{len(rulebook.rules)} rules, {len(sets)} sets of answers, {times} calls of each")
    for answers in sets:
        assert fired(decision, answers) == _firing(rulebook, answers), f"zen-engine fires other rules for {answers}"
    calls = [_calls(rulebook, decision, answers) for _ in range(times) for answers in sets]
    basis = f"median of {len(calls)} calls of each, side by side"
    yield Figure(
        what="zen-engine finding the rules that fire, by recommend with its explanation",
        value=median(each.bare / each.ours for each in calls),
        unit="times",
        basis=basis,
        at_least=BAR,
    )
    traced = median(each.traced / each.ours for each in calls)
    yield Figure(what="zen-engine explaining itself (trace), by recommend", value=traced, unit="times", basis=basis)
    yield Figure(
        what="recommend with its explanation", value=median(each.ours for each in calls), unit="µs", basis=basis
    )
    yield Figure(what="zen-engine", value=median(each.bare for each in calls), unit="µs", basis=basis)


def table(rulebook: Rulebook) -> Mapping[str, Any]:
    """The rules as a decision table in the format of zen-engine: one row a rule, all that fit are collected."""
    asked = [question.id for question in rulebook.questions if any(question.id in rule.when for rule in rulebook.rules)]
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": question, "name": question, "field": question} for question in asked],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": [_row(rule, asked) for rule in rulebook.rules],
    }
    nodes = [("in", "inputNode", {}), ("table", "decisionTableNode", content), ("out", "outputNode", {})]
    edges = [("in", "table"), ("table", "out")]
    return {
        "nodes": [
            {"id": name, "name": name, "type": kind, "content": content, "position": {"x": 0, "y": 0}}
            for name, kind, content in nodes
        ],
        "edges": [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in edges],
    }


def fired(decision: ZenDecision, answers: Answers) -> list[str]:
    """The ids of the rules that fit, as zen-engine says."""
    result: Any = decision.evaluate(dict(answers))["result"]
    return [row["rule"] for row in result]


def _row(rule: Rule, asked: Sequence[str]) -> Mapping[str, str]:
    cells = {question: ", ".join(json.dumps(choice) for choice in rule.when.get(question, ())) for question in asked}
    return {"_id": rule.id, **cells, "rule": json.dumps(rule.id)}


def _firing(rulebook: Rulebook, answers: Answers) -> list[str]:
    book = compiled(rulebook)
    return [rule.id for rule in book.rules(position(book, answers).firing)]


def _random(rulebook: Rulebook) -> Iterator[Answers]:
    chance = Random(SEED)
    for _ in range(SETS):
        known = chance.sample(rulebook.questions, chance.randint(1, len(rulebook.questions)))
        yield {question.id: chance.choice(question.choices).id for question in known}


def _calls(rulebook: Rulebook, decision: ZenDecision, answers: Answers) -> Calls:
    context = dict(answers)
    return Calls(
        _microseconds(lambda: recommend(answers, rulebook)),
        _microseconds(lambda: decision.evaluate(context)),
        _microseconds(lambda: decision.evaluate(context, {"trace": True})),
    )


def _microseconds(call: Callable[[], object]) -> float:
    began = perf_counter_ns()
    call()
    return (perf_counter_ns() - began) / 1000
