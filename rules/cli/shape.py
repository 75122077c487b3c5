"""A recommendation as plain data, in a shape that stays: `docs/command-line.md` describes it."""

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from rules.cli.links import link
from rules.model import Rule, Rulebook
from rules.recommendation import Outcome, Reason, Recommendation, Standing

SHAPE = 1
"""Rises when a key is removed or means something else. A new key does not raise it."""

Data = dict[str, Any]


def recommendation(it: Recommendation, rulebook: Rulebook, app: str) -> Data:
    """Everything that is known about a recommendation."""
    return {
        "shape": SHAPE,
        "rulebook": identity(rulebook),
        "answers": dict(it.answers),
        **outcome(it.outcome),
        "word": it.word,
        "reasons": [_reason(reason, rulebook) for reason in it.winner.for_it],
        "against": [_reason(reason, rulebook) for reason in it.winner.against_it],
        "warnings": _rules(it.warnings, rulebook),
        "advice": [
            {"alternative": one.alternative, "strong": one.strong, "rules": _rules(one.rules, rulebook)}
            for one in it.advice
        ],
        "why_not": [
            {"option": one.option, "step": one.step, "behind": one.behind, "rules": ids(one.rules)}
            for one in it.why_not
        ],
        "ranking": [_standing(one) for one in it.ranking],
        "worth": it.worth if isfinite(it.worth) else None,
        "flips": [
            {"question": flip.question, "was": flip.was, "choice": flip.choice, **outcome(flip.outcome)}
            for flip in it.flips
        ],
        "unknown": [{"question": one.question, "influence": one.influence} for one in it.unknown],
        "possible": list(it.possible),
        "decides": it.decides,
        "link": link(it.answers, app),
    }


def identity(rulebook: Rulebook) -> Data:
    """What names the rulebook that was used."""
    return {"version": rulebook.version, "digest": rulebook.digest}


def outcome(outcome: Outcome) -> Data:
    """What came out."""
    return {"option": outcome.option, "fits": outcome.fits, "instead": outcome.instead}


def ids(rules: Iterable[Rule]) -> list[str]:
    """The ids of some rules."""
    return [rule.id for rule in rules]


def _reason(reason: Reason, rulebook: Rulebook) -> Data:
    return _rule(reason.rule, rulebook) | {"counts": reason.counts}


def _rules(rules: Iterable[Rule], rulebook: Rulebook) -> list[Data]:
    return [_rule(rule, rulebook) for rule in rules]


def _rule(rule: Rule, rulebook: Rulebook) -> Data:
    return {
        "rule": rule.id,
        "aspect": rule.aspect,
        "kind": rule.kind,
        "strength": rule.strength,
        "because": rule.because,
        "setting": rule.setting,
        "sources": [_source(name, rulebook) for name in rule.sources],
        "versions": rule.versions,
        "checked": rule.checked.isoformat() if rule.checked else None,
        "demo": rule.demo,
    }


def _source(name: str, rulebook: Rulebook) -> Mapping[str, str]:
    source = rulebook.sources[name]
    return {"source": source.id, "title": source.title, "url": source.url}


def _standing(one: Standing) -> Data:
    return {
        "option": one.option,
        "rank": one.rank,
        "ruled_out": ids(one.ruled_out),
        "strong": one.strong,
        "slight": one.slight,
        "parts": one.parts,
        "for": [reason.rule.id for reason in one.for_it if reason.counts],
        "against": [reason.rule.id for reason in one.against_it if reason.counts],
    }
