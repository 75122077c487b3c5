"""Rulebooks with nothing wrong with them, and why that is so."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, islice, product
from random import Random
from typing import Any

from rules.audit import Gate
from rules.model import (
    Aspect,
    Case,
    Expectation,
    Group,
    Key,
    Law,
    Option,
    Question,
    Rule,
    Rulebook,
)
from tests.unit.rules.generated_rulebooks import Size, generated
from tests.unit.rules.plain_gates import PlainGates
from tests.unit.rules.small_rulebooks import question, rule

NAMES = "walk", "cycle", "ride", "drive", "fly"


def repaired(number: int) -> list[Rulebook]:
    """So many small rulebooks made by chance, without whatever looking at all of their answer sets condemns."""
    seeds = (generated(seed, _size(seed)) for seed in count())
    return list(islice((good for made in seeds if (good := _repair(_told_apart(made)))), number))


def one_question(options: int) -> Rulebook:
    """A choice for each option: the first has no rule and leaves it to the fewest parts, each other has one reason."""
    asked = question("way", *NAMES[:options])
    return _book(
        NAMES[:options], [asked], [rule(f"{name}-it-is", {"way": (name,)}, **_for(name)) for name in NAMES[1:options]]
    )


def independent(questions: int, choices: int) -> Rulebook:
    """Questions with an aspect each: a slight or a strong reason for the larger of two options, or none.

    Where no rule holds the smaller one leads, and wherever any single rule holds the larger one does. So every rule
    changes an outcome, every question matters, and no two choices are alike.
    """
    asked = [question(f"q-{number}", *("no", "yes", "very")[:choices]) for number in range(questions)]
    rules = [
        rule(f"{each.id}-{choice}", {each.id: (choice,)}, each.id, speaks_for=("drive",), strength=strength)
        for each in asked
        for choice, strength in zip(("yes", "very")[: choices - 1], ("slight", "strong"), strict=False)
    ]
    return _book(("walk", "drive"), asked, rules, [each.id for each in asked])


def variations(good: Rulebook) -> Iterator[tuple[str, Rulebook]]:
    """The same knowledge in another form. None of this changes what comes out, and options differ in their parts."""
    for seed, part in product(range(2), ("rules", "questions", "options", "laws")):
        entries = getattr(good, part)
        yield f"{part}-{seed}", _with(good, **{part: tuple(Random(seed).sample(entries, len(entries)))})
    yield "choices", replace(good, questions=tuple(replace(q, choices=q.choices[::-1]) for q in good.questions))
    yield "without-laws", replace(good, laws=())
    yield "without-cases", replace(good, cases=(), examples=())
    yield "renamed", _renamed(good)
    yield "one-more-question", _asked_more(good)
    yield "one-more-option", _one_more_option(good)


def _size(seed: int) -> Size:
    return Size(
        questions=1 + seed % 3,
        choices=2 + seed % 2,
        rules=6 + seed % 12,
        aspects=3,
        options=2 + seed % 3,
        alternatives=2,
    )


def _told_apart(book: Rulebook) -> Rulebook:
    """The rulebook with options of which each needs one part more than the one before."""
    parts = [replace(option, parts=("part",) * number) for number, option in enumerate(book.options, 1)]
    return replace(book, options=tuple(parts))


def _repair(book: Rulebook) -> Rulebook | None:
    """The rulebook without what is wrong with it, and with laws and cases that hold; None if too little is left."""
    while len(book.options) > 1 and book.questions and book.rules:
        plain = PlainGates(book)
        wrong: list[Key] = [("rule", name) for name in sorted(plain.idle)]
        wrong += [_worst(plain, found) for found in plain.told(set())]
        if not wrong:
            return _with_laws_and_cases(book, plain)
        book = _less(book, wrong[0])
    return None


def _worst(plain: PlainGates, found: tuple[Gate, Key | None]) -> Key:
    """What to remove because of a finding: where there is no outcome, the first rule that rules out."""
    return found[1] or ("rule", next(rule.id for rule in plain.book.rules if rule.rules_out))


def _less(book: Rulebook, key: Key) -> Rulebook:
    """The rulebook without a rule, question, choice, option or alternative, and without the rules that name it."""
    kind, name = key[0], key[-1]
    if kind == "choice":
        asked = [_without_choice(each, name) if each.id == key[1] else each for each in book.questions]
        kept = [each for each in book.rules if name not in each.when.get(key[1], ())]
        return replace(book, questions=tuple(each for each in asked if len(each.choices) > 1), rules=tuple(kept))
    rules = tuple(each for each in book.rules if name not in (each.id, each.look_elsewhere, *each.when, *each.options))
    changes: dict[str, Any] = {f"{kind}s": tuple(each for each in getattr(book, f"{kind}s") if each.id != name)}
    return _with(book, **(changes | {"rules": rules}))


def _without_choice(asked: Question, name: str) -> Question:
    return replace(asked, choices=tuple(choice for choice in asked.choices if choice.id != name))


def _with_laws_and_cases(book: Rulebook, plain: PlainGates) -> Rulebook:
    """What holds in every answer set as laws, and what comes out of some of them as cases."""
    laws = [law for law in _laws(book) if not any(plain.breaks(law, cell) for cell in plain.cells)]
    cases = [
        Case(
            name=f"Case {number}",
            answers=cell,
            expect=Expectation(option=plain.end(cell)[0], instead=plain.end(cell)[1]),
        )
        for number, cell in enumerate(plain.cells)
    ]
    return replace(book, laws=tuple(laws), cases=tuple(cases))


def _laws(book: Rulebook) -> Iterator[Law]:
    """Everything that might be a law."""
    for asked in book.questions:
        order = tuple(choice.id for choice in asked.choices)
        for option in book.options:
            names: dict[str, Any] = {"says": "It holds."}
            about = f"{asked.id}-{option.id}"
            yield Law(id=f"away-{about}", never_away_from=(option.id,), question=asked.id, order=order, **names)
            yield Law(id=f"to-{about}", never_to=(option.id,), question=asked.id, order=order, **names)
            for choice in order:
                yield Law(id=f"{choice}-{about}", never=(option.id,), when={asked.id: (choice,)}, **names)


def _renamed(book: Rulebook) -> Rulebook:
    """The rulebook with other ids of its rules and aspects."""
    rules = [replace(each, id=f"r-{number}", aspect=f"a-{each.aspect}") for number, each in enumerate(book.rules)]
    aspects = [replace(each, id=f"a-{each.id}") for each in book.aspects]
    return replace(book, rules=tuple(rules), aspects=tuple(aspects), cases=(), examples=())


def _asked_more(book: Rulebook) -> Rulebook:
    """The rulebook with a question that only a warning asks. It is seen, because every option leads somewhere."""
    warned = tuple(option.id for option in book.options)
    late = rule("late-warning", {"late": ("yes",)}, book.aspects[0].id, warns=warned, setting="Be early.")
    return replace(book, questions=(*book.questions, question("late", "no", "yes")), rules=(*book.rules, late))


def _one_more_option(book: Rulebook) -> Rulebook:
    """The rulebook with an option that leads wherever a new question has its second choice, by ruling out all others.

    Wherever it has its first choice, the new option is ruled out and everything is as before.
    """
    known = tuple(option.id for option in book.options)
    boat = Option(id="boat", name="Boat", summary="", parts=("part",) * 9)
    aspect = book.aspects[0].id
    on_land = rule("no-boat-on-land", {"ground": ("land",)}, aspect, rules_out=("boat",))
    at_sea = rule("only-boats-at-sea", {"ground": ("sea",)}, aspect, rules_out=known)
    asked = question("ground", "land", "sea")
    return replace(
        book,
        options=(*book.options, boat),
        questions=(*book.questions, asked),
        rules=(*book.rules, on_land, at_sea),
        laws=(),
        cases=(),
        examples=(),
    )


def _for(option: str) -> dict[str, Any]:
    return {"speaks_for": (option,), "strength": "strong"}


def _book(
    options: Sequence[str], questions: Sequence[Question], rules: Sequence[Rule], aspects: Sequence[str] = ("comfort",)
) -> Rulebook:
    return Rulebook(
        version="1",
        digest="0",
        options=tuple(
            Option(id=name, name=name, summary="", parts=("part",) * number) for number, name in enumerate(options, 1)
        ),
        groups=(Group(id="all", title="All"),),
        questions=tuple(questions),
        aspects=tuple(Aspect(id=name, title=name) for name in aspects),
        alternatives=(),
        sources={},
        rules=tuple(rules),
    )


def _with(book: Rulebook, **parts: Any) -> Rulebook:
    return replace(book, **parts)
