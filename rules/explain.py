"""Turns the rules that fired into words' raw material: standings, reasons, why not, warnings, advice."""

import math
from collections.abc import Iterator, Sequence

from rules.compiled import Compiled
from rules.model import Kind, Rule, Strength
from rules.recommendation import Advice, Reason, Standing, Step, WhyNot
from rules.scan import Position


def ranking(book: Compiled, here: Position) -> tuple[Standing, ...]:
    """Every option with its reasons, best first."""
    fired = book.rules(here.firing)
    order = sorted(book.by_parts, key=lambda i: (bool(here.firing & book.ruling_out[i]), -here.balances[i]))
    if not here.key[2]:
        order.sort(key=lambda index: index != here.key[0])
    return tuple(_standing(book, here, fired, index, rank) for rank, index in enumerate(order, start=1))


def why_not(standings: Sequence[Standing]) -> tuple[WhyNot, ...]:
    """For every option but the winner, the first step of the ranking at which it fell behind."""
    return tuple(_why_not(standings[0], other) for other in standings[1:])


def only_parts_decided(standings: Sequence[Standing]) -> bool:
    """Whether the runner-up has the same strong and slight reasons, so that only the number of parts separates them."""
    best, second = standings[0], standings[1]
    return not second.ruled_out and (best.strong, best.slight) == (second.strong, second.slight)


def warnings(book: Compiled, firing: int, option: str) -> tuple[Rule, ...]:
    """The warnings that apply if `option` is taken."""
    return tuple(rule for rule in book.rules(firing) if option in rule.warns)


def advice(book: Compiled, firing: int) -> tuple[Advice, ...]:
    """The alternatives that rules point to: the honest answers first, then the cautions."""
    pointing: dict[str, list[Rule]] = {alternative.id: [] for alternative in book.rulebook.alternatives}
    for rule in book.rules(firing):
        if rule.look_elsewhere:
            pointing[rule.look_elsewhere].append(rule)
    found = [
        Advice(name, any(rule.strength is Strength.STRONG for rule in rules), tuple(rules))
        for name, rules in pointing.items()
        if rules
    ]
    return tuple(sorted(found, key=lambda one: not one.strong))


def worth(standings: Sequence[Standing]) -> float:
    """How many slight reasons a strong one must be worth, at least, for the winner to stay ahead of all others."""
    best = standings[0]
    return max((_worth(best, other) for other in standings[1:] if not other.ruled_out), default=-math.inf)


def _worth(best: Standing, other: Standing) -> float:
    lead = best.strong - other.strong
    return (other.slight - best.slight) / lead if lead else -math.inf


def _why_not(best: Standing, other: Standing) -> WhyNot:
    if other.ruled_out:
        return WhyNot(other.option, Step.RULED_OUT, len(other.ruled_out), other.ruled_out)
    if best.strong != other.strong:
        return WhyNot(other.option, Step.STRONG, best.strong - other.strong, _deciding(best, other, Strength.STRONG))
    if best.slight != other.slight:
        return WhyNot(other.option, Step.SLIGHT, best.slight - other.slight, _deciding(best, other, Strength.SLIGHT))
    return WhyNot(other.option, Step.PARTS, other.parts - best.parts, ())


def _deciding(best: Standing, other: Standing, strength: Strength) -> tuple[Rule, ...]:
    """The counted reasons of that strength that speak for the winner or against the other, but not for both alike."""
    against = [reason.rule for reason in other.against_it if _counts(reason, strength)]
    shared = {reason.rule.id for reason in other.for_it} | {reason.rule.id for reason in best.against_it}
    in_favour = [reason.rule for reason in best.for_it if _counts(reason, strength)]
    return tuple(rule for rule in [*against, *in_favour] if rule.id not in shared)


def _counts(reason: Reason, strength: Strength) -> bool:
    return reason.counts and reason.rule.strength is strength


def _standing(book: Compiled, here: Position, fired: list[Rule], index: int, rank: int) -> Standing:
    option = book.rulebook.options[index]
    strong, slight = split(here.balances[index], book.unit)
    about = [rule for rule in fired if option.id in rule.options]
    return Standing(
        option=option.id,
        rank=rank,
        ruled_out=tuple(rule for rule in about if rule.rules_out),
        strong=strong,
        slight=slight,
        parts=len(option.parts),
        for_it=tuple(_reasons(about, Kind.SPEAKS_FOR)),
        against_it=tuple(_reasons(about, Kind.SPEAKS_AGAINST)),
    )


def _reasons(about: list[Rule], kind: Kind) -> Iterator[Reason]:
    """The reasons of one kind, strong ones first; the first of an aspect counts unless another stands against it."""
    speaking = [rule for rule in about if rule.strength and not rule.look_elsewhere]
    used: set[str] = set()
    for rule in sorted(speaking, key=lambda rule: rule.strength is not Strength.STRONG):
        if rule.kind is kind:
            yield Reason(rule, rule.aspect not in used and not _answered(rule, speaking))
            used.add(rule.aspect)


def _answered(rule: Rule, speaking: list[Rule]) -> bool:
    """Whether a rule of the same aspect and at least the same strength says the opposite."""
    return any(
        other.aspect == rule.aspect
        and other.kind is not rule.kind
        and (other.strength is rule.strength or other.strength is Strength.STRONG)
        for other in speaking
    )


def split(balance: int, unit: int) -> tuple[int, int]:
    """A balance as (strong, slight)."""
    strong = round(balance / unit)
    return strong, balance - strong * unit
