"""The trace as plain data, for `explain --depth everything --json`."""

from rules.atlas import Ahead, Atlas
from rules.cli.books import place_here
from rules.cli.shape import Data, outcome
from rules.cli.trace import TracedRule, rounds, traced_rules, weighings
from rules.model import Rulebook
from rules.recommendation import Recommendation


def trace(it: Recommendation, rulebook: Rulebook, atlas: Atlas, name: str | None) -> Data:
    """How the recommendation came about. `name` is how the rulebook was named, for the places of its rules."""
    return {
        "rules": [_rule(one, rulebook, name) for one in traced_rules(it.answers, rulebook)],
        "weighings": [
            {name: getattr(one, name) for name in ("aspect", "option", "strong", "slight", "counted", "silent")}
            for one in weighings(it, rulebook)
        ],
        "rounds": [{"step": one.step, "values": dict(one.values), "left": list(one.left)} for one in rounds(it)],
        "flips": [{"answers": dict(one.answers), **outcome(one.outcome)} for one in atlas.flips(it.answers)],
        "ahead": _ahead(atlas.ahead(it.answers)),
    }


def _rule(one: TracedRule, rulebook: Rulebook, name: str | None) -> Data:
    place = place_here(rulebook.places["rule", one.rule.id], name)
    clauses = [
        {"question": each.question, "choices": list(each.choices), "answer": each.answer, "truth": each.truth}
        for each in one.clauses
    ]
    return {"rule": one.rule.id, "place": str(place), "truth": one.truth, "clauses": clauses}


def _ahead(ahead: Ahead) -> Data:
    return {
        "options": [{"option": name, "fits": fits, "share": share} for (name, fits), share in ahead.options.items()],
        "elsewhere": [{"alternative": name, "share": share} for name, share in ahead.elsewhere.items()],
        "left": ahead.left,
        "can_matter": ahead.can_matter,
        "next": ahead.next,
        "questions": [
            {"question": one.question, "matters": one.matters, "doubt": one.doubt} for one in ahead.prospects
        ],
    }
