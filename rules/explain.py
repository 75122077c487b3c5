"""Turns the rules that fired into words' raw material: standings, reasons, why not, warnings, advice."""

import math
from collections.abc import Sequence
from functools import reduce
from operator import or_

from rules.compiled import Compiled
from rules.masks import bits
from rules.model import Rule, Strength
from rules.recommendation import Advice, Reason, Standing, Step, WhyNot
from rules.scan import Position


def ranking(book: Compiled, here: Position) -> tuple[Standing, ...]:
    """Every option with its reasons, best first."""
    balances = book.balances(here.packed)
    counted = [scale.counted(here.firing) for scale in book.scales]
    heard = [reduce(or_, masks) for masks in zip(*counted, strict=True)] or [0] * len(balances)
    order = sorted(book.by_parts, key=lambda i: (bool(here.firing & book.ruling_out[i]), -balances[i]))
    if not here.key[2]:
        order.sort(key=lambda index: index != here.key[0])
    return tuple(
        _standing(book, here, index, rank, (balances[index], heard[index])) for rank, index in enumerate(order, start=1)
    )


def why_not(standings: Sequence[Standing]) -> tuple[WhyNot, ...]:
    """For every option but the winner, the first step of the ranking at which it fell behind."""
    return tuple(_why_not(standings[0], other) for other in standings[1:])


def only_parts_decided(standings: Sequence[Standing]) -> bool:
    """Whether the runner-up has the same strong and slight reasons, so that only the number of parts separates them."""
    best, second = standings[0], standings[1]
    return not second.ruled_out and (best.strong, best.slight) == (second.strong, second.slight)


def warnings(book: Compiled, firing: int, option: int) -> tuple[Rule, ...]:
    """The warnings that apply if `option` is taken."""
    return book.rules(firing & book.warning[option])


def advice(book: Compiled, firing: int) -> tuple[Advice, ...]:
    """The alternatives that rules point to: the honest answers first, then the cautions."""
    pointing: dict[str, list[Rule]] = {}
    for rule in book.rules(firing & book.advising):
        pointing.setdefault(str(rule.look_elsewhere), []).append(rule)
    found = [
        Advice(name, any(rule.strength is Strength.STRONG for rule in rules), tuple(rules))
        for name, rules in pointing.items()
    ]
    order = [alternative.id for alternative in book.rulebook.alternatives]
    return tuple(sorted(found, key=lambda one: (not one.strong, order.index(one.alternative))))


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


def _standing(book: Compiled, here: Position, index: int, rank: int, weighed: tuple[int, int]) -> Standing:
    option = book.rulebook.options[index]
    balance, counted = weighed
    strong, slight = split(balance, book.unit)
    return Standing(
        option=option.id,
        rank=rank,
        ruled_out=book.rules(here.firing & book.ruling_out[index]),
        strong=strong,
        slight=slight,
        parts=len(option.parts),
        for_it=_reasons(book, here.firing & book.speaking_for[index], counted),
        against_it=_reasons(book, here.firing & book.speaking_against[index], counted),
    )


def _reasons(book: Compiled, mask: int, counted: int) -> tuple[Reason, ...]:
    """The reasons of a mask, those that count first, strong ones before slight ones."""
    silent = mask & ~counted
    heard = mask & counted
    order = (*bits(heard & book.strong), *bits(heard & ~book.strong), *bits(silent))
    return tuple([book.reasons[index][counted >> index & 1] for index in order])


def split(balance: int, unit: int) -> tuple[int, int]:
    """A balance as (strong, slight)."""
    strong = round(balance / unit)
    return strong, balance - strong * unit
