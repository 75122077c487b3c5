"""Any small rulebook, with as much wrong with it as chance will have, for tests that compare with `PlainGates`."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from rules.model import (
    Alternative,
    Aspect,
    Case,
    Expectation,
    Form,
    Group,
    Key,
    Kind,
    Law,
    Option,
    Place,
    Question,
    Rule,
    Rulebook,
    Strength,
)
from rules.words import Word
from tests.unit.rules.small_rulebooks import question

ASPECTS = ("comfort", "cost", "time")


@st.composite
def any_rulebook(draw: st.DrawFn) -> Rulebook:
    """A rulebook of up to 4 options, 3 questions and 9 rules, with laws and cases."""
    options = tuple(
        Option(id=name, name=name, summary="", parts=("part",) * draw(st.integers(1, 2)))
        for name in ("walk", "cycle", "drive", "ride")[: draw(st.integers(2, 4))]
    )
    questions = tuple(
        question(name, *("low", "mid", "high")[: draw(st.integers(2, 3))])
        for name in ("distance", "load", "weather")[: draw(st.integers(1, 3))]
    )
    elsewhere = ("stay", "fly")[: draw(st.integers(0, 2))]
    words = _Words(options, questions, elsewhere)
    rules = tuple(draw(words.rule(f"rule-{number}")) for number in range(draw(st.integers(1, 9))))
    return placed(
        Rulebook(
            version="1",
            digest="0",
            options=options,
            groups=(Group(id="all", title="All"),),
            questions=questions,
            aspects=tuple(Aspect(id=name, title=name) for name in ASPECTS),
            alternatives=tuple(Alternative(id=name, name=name, says="") for name in elsewhere),
            sources={},
            rules=rules,
            laws=tuple(draw(words.law(f"law-{number}")) for number in range(draw(st.integers(0, 2)))),
            cases=tuple(draw(words.case(f"Case {number}", rules)) for number in range(draw(st.integers(0, 2)))),
        )
    )


def placed(book: Rulebook) -> Rulebook:
    """The rulebook with a place for every part that names the part."""
    keys: list[Key] = [("option", o.id) for o in book.options]
    keys += [("alternative", a.id) for a in book.alternatives]
    keys += [("question", q.id) for q in book.questions]
    keys += [("choice", q.id, c.id) for q in book.questions for c in q.choices]
    keys += [("rule", r.id) for r in book.rules]
    keys += [("law", law.id) for law in book.laws]
    keys += [("case", case.name) for case in book.cases]
    return replace(book, places={key: Place("/".join(key), 1, 1) for key in keys})


class _Words:
    """What can be written with some options, questions and alternatives."""

    def __init__(self, options: tuple[Option, ...], questions: tuple[Question, ...], elsewhere: tuple[str, ...]):
        self._questions = questions
        self._elsewhere = elsewhere
        self._some = st.lists(st.sampled_from([o.id for o in options]), min_size=1, max_size=len(options), unique=True)

    def rule(self, name: str) -> st.SearchStrategy[Rule]:
        fixed: dict[str, Any] = {"id": st.just(name), "because": st.just(name), "aspect": st.sampled_from(ASPECTS)}
        return st.one_of([st.builds(Rule, when=self._when(1), **fixed, **effect) for effect in self._effects()])

    def law(self, name: str) -> st.SearchStrategy[Law]:
        return st.one_of([self._law(name, form) for form in Form])

    def case(self, name: str, rules: tuple[Rule, ...]) -> st.SearchStrategy[Case]:
        some_rule = st.lists(st.sampled_from([rule.id for rule in rules]), max_size=1).map(tuple)
        expect = st.builds(
            Expectation,
            option=st.none() | self._some.map(lambda names: names[0]),
            word=st.none() | st.sampled_from(list(Word)),
            instead=st.sampled_from([None, *self._elsewhere]),
            fires=some_rule,
            silent=some_rule,
        )
        return st.builds(Case, name=st.just(name), answers=self._answers(), expect=expect)

    def _effects(self) -> list[dict[str, Any]]:
        strength: dict[str, Any] = {"strength": st.sampled_from(list(Strength))}
        options = self._some.map(tuple)
        found = [{kind.value: options} | strength for kind in (Kind.SPEAKS_FOR, Kind.SPEAKS_AGAINST)]
        found += [{"rules_out": options}, {"warns": options, "setting": st.sampled_from(["lights", "brakes"])}]
        return found + ([{"look_elsewhere": st.sampled_from(self._elsewhere)} | strength] if self._elsewhere else [])

    def _when(self, least: int, without: str | None = None) -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
        asked = [question for question in self._questions if question.id != without]
        if not asked:
            return st.just({})
        picked = st.lists(st.sampled_from(asked), min_size=least, max_size=2, unique=True)
        return picked.flatmap(lambda several: st.fixed_dictionaries({each.id: _clause(each) for each in several}))

    def _law(self, name: str, form: Form) -> st.SearchStrategy[Law]:
        fixed: dict[str, Any] = {"id": st.just(name), "says": st.just(name), form.value: self._some.map(tuple)}
        if form is Form.NEVER:
            return st.builds(Law, when=self._when(1), **fixed)
        return st.sampled_from(self._questions).flatmap(
            lambda asked: st.builds(
                Law,
                when=self._when(0, asked.id),
                question=st.just(asked.id),
                order=st.permutations([c.id for c in asked.choices]).map(tuple),
                **fixed,
            )
        )

    def _answers(self) -> st.SearchStrategy[dict[str, str]]:
        choices = {q.id: st.sampled_from([c.id for c in q.choices]) for q in self._questions}
        return st.fixed_dictionaries({}, optional=choices)


def _clause(asked: Question) -> st.SearchStrategy[tuple[str, ...]]:
    choices = [choice.id for choice in asked.choices]
    return st.lists(st.sampled_from(choices), min_size=1, max_size=len(choices) - 1, unique=True).map(tuple)
