"""Every gate the long way: all answer sets are written out, and each is looked at alone. Slow and plainly right."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import replace
from functools import cached_property
from itertools import chain, combinations, product

from rules import recommend
from rules.audit import Finding, Gate
from rules.model import Answers, Form, Key, Kind, Law, Option, Rule, Rulebook, Strength

Told = Counter[tuple[Gate, Key | None]]
"""How often each gate fails at each part of the rulebook."""
End = tuple[str, str | None, bool]


class PlainGates:
    """The gates of a small rulebook."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.ends: dict[frozenset[tuple[str, str]], End] = {}

    @cached_property
    def cells(self) -> list[dict[str, str]]:
        """Every complete answer set."""
        choices = [[(question.id, choice.id) for choice in question.choices] for question in self.book.questions]
        return [dict(cell) for cell in product(*choices)]

    def told(self, removed: Set[str]) -> Told:
        """Everything that should be found, but for dead rules: those to be `removed` are known."""
        gates = (self.no_outcome, self.order_decides, self.contradictions, self.duplicates, self.shadows)
        more = (self.options, self.alternatives, self.questions, self.laws, self.cases)
        found = chain.from_iterable(gate() for gate in (*gates, *more))
        return Counter(chain(found, self.choices(self.drowned | removed)))

    def end(self, answers: Answers) -> End:
        """The outcome of some answers."""
        key = frozenset(answers.items())
        if key not in self.ends:
            self.ends[key] = plain_outcome(self.book, answers)
        return self.ends[key]

    def firing(self, rule: Rule) -> frozenset[int]:
        """The complete answer sets, by number, where a rule holds."""
        return frozenset(number for number, cell in enumerate(self.cells) if holds(rule, cell))

    # Each of these tells of one gate.

    def no_outcome(self) -> Iterator[tuple[Gate, Key | None]]:
        if any(self.lost(cell) for cell in self.cells):
            yield Gate.NO_OUTCOME, None

    def lost(self, answers: Answers) -> bool:
        _, instead, fits = self.end(answers)
        return not fits and instead is None

    def order_decides(self) -> Iterator[tuple[Gate, Key | None]]:
        for one, other in combinations(self.book.options, 2):
            if self.levels(one, other):
                yield Gate.ORDER_DECIDES, ("option", other.id)

    def levels(self, one: Option, other: Option) -> list[dict[str, str]]:
        """The complete answer sets where `one` leads and `other` is level."""
        return [cell for cell in self.cells if self.level(one, other, cell)]

    def level(self, one: Option, other: Option, answers: Answers) -> bool:
        fired = [rule for rule in self.book.rules if holds(rule, answers)]
        ranks = [standing(self.book, fired, option) for option in (one, other)]
        return self.end(answers)[0] == one.id and ranks[0] == ranks[1]

    def contradictions(self) -> Iterator[tuple[Gate, Key | None]]:
        strong = [rule for rule in self.book.rules if rule.speaks_for and rule.strength is Strength.STRONG]
        for rule, other in product(strong, [rule for rule in self.book.rules if rule.rules_out]):
            together = any(holds(other, answers) for answers in self.ways(rule))
            if together and set(rule.speaks_for) & set(other.rules_out):
                yield Gate.CONTRADICTION, ("rule", rule.id)

    def ways(self, rule: Rule) -> list[dict[str, str]]:
        """Every way to answer just the questions of a rule so that it holds."""
        return [dict(zip(rule.when, chosen, strict=True)) for chosen in product(*rule.when.values())]

    def duplicates(self) -> Iterator[tuple[Gate, Key | None]]:
        for number, rule in enumerate(self.book.rules):
            if any(self.twins(rule, other) for other in self.book.rules[:number]):
                yield Gate.DUPLICATE_RULE, ("rule", rule.id)

    def twins(self, rule: Rule, other: Rule) -> bool:
        return self.firing(rule) == self.firing(other) and effect(rule) == effect(other)

    def shadows(self) -> Iterator[tuple[Gate, Key | None]]:
        for rule in self.book.rules:
            if any(self.shadows_it(rule, other) for other in self.book.rules):
                yield Gate.SHADOWED_RULE, ("rule", rule.id)

    def shadows_it(self, rule: Rule, other: Rule) -> bool:
        if rule is other or self.twins(rule, other) or rule.kind is not other.kind:
            return False
        louder = (other.strength, rule.strength) != (Strength.SLIGHT, Strength.STRONG)
        alike = rule.aspect == other.aspect or not rule.speaks_for + rule.speaks_against
        same_words = (rule.setting, rule.look_elsewhere) == (other.setting, other.look_elsewhere)
        covers = set(rule.options) <= set(other.options) and louder and alike and same_words
        return covers and self.firing(rule) <= self.firing(other)

    @cached_property
    def drowned(self) -> set[str]:
        found = chain(self.duplicates(), self.shadows())
        return {key[1] for _, key in found if key}

    @cached_property
    def idle(self) -> set[str]:
        """Rules that are not drowned out and have no effect, each looked at alone."""
        left = [rule for rule in self.book.rules if rule.id not in self.drowned]
        return {rule.id for rule in left if self.changes_nothing({rule.id})}

    def changes_nothing(self, names: Set[str]) -> bool:
        """Whether everything stays without these rules, and without those that are drowned out."""
        rules = [rule for rule in self.book.rules if rule.id in names]
        if any(self.seen_beside(rule) for rule in rules):
            return False
        gone = names | self.drowned
        less = replace(self.book, rules=tuple(rule for rule in self.book.rules if rule.id not in gone))
        return all(plain_outcome(less, cell) == self.end(cell) for cell in self.cells)

    def seen_beside(self, rule: Rule) -> bool:
        """Whether a rule is ever shown beside the outcome, as a caution or as a warning of what leads."""
        caution = rule.look_elsewhere is not None and rule.strength is Strength.SLIGHT
        return caution or any(self.end(cell)[0] in rule.warns for cell in self.cells if holds(rule, cell))

    def options(self) -> Iterator[tuple[Gate, Key | None]]:
        reached = {option for option, _, fits in map(self.end, self.cells) if fits}
        for option in self.book.options:
            if option.id not in reached:
                yield Gate.UNREACHABLE_OPTION, ("option", option.id)

    def alternatives(self) -> Iterator[tuple[Gate, Key | None]]:
        cautions = {rule.look_elsewhere for rule in self.book.rules if rule.strength is Strength.SLIGHT}
        for alternative in self.book.alternatives:
            if alternative.id not in cautions and all(self.end(cell)[1] != alternative.id for cell in self.cells):
                yield Gate.UNREACHABLE_ALTERNATIVE, ("alternative", alternative.id)

    def questions(self) -> Iterator[tuple[Gate, Key | None]]:
        return ((Gate.UNREACHABLE_QUESTION, ("question", name)) for name in self.idle_questions)

    @cached_property
    def idle_questions(self) -> list[str]:
        """Questions whose answer changes no outcome and nothing that is shown beside it."""
        return [
            question.id
            for question in self.book.questions
            if all(
                self.shown(cell) == self.shown(cell | {question.id: choice.id})
                for cell in self.cells
                for choice in question.choices
            )
        ]

    def shown(self, answers: Answers) -> tuple[End, set[str]]:
        end = self.end(answers)
        beside = {
            rule.id
            for rule in self.book.rules
            if rule.id not in self.drowned and holds(rule, answers)
            if end[0] in rule.warns or (rule.look_elsewhere and rule.strength is Strength.SLIGHT)
        }
        return end, beside

    def choices(self, silent: Set[str]) -> Iterator[tuple[Gate, Key | None]]:
        rules = [rule for rule in self.book.rules if rule.id not in silent]
        for question in self.book.questions:
            for number, choice in enumerate(question.choices):
                heard = [meets(rule, question.id, choice.id) for rule in rules]
                earlier = ([meets(r, question.id, c.id) for r in rules] for c in question.choices[:number])
                if question.id not in self.idle_questions and heard in list(earlier):
                    yield Gate.UNREACHABLE_CHOICE, ("choice", question.id, choice.id)

    def laws(self) -> Iterator[tuple[Gate, Key | None]]:
        for law in self.book.laws:
            if any(self.breaks(law, cell) for cell in self.cells):
                yield Gate.BROKEN_LAW, ("law", law.id)

    def breaks(self, law: Law, answers: Answers) -> bool:
        """Whether a law is broken right at these answers, from which one of them may move."""
        if not all(answers.get(question) in wanted for question, wanted in law.when.items()):
            return False
        here = self.recommended(answers)
        if law.form is Form.NEVER:
            return here in law.options
        if (now := answers.get(str(law.question))) not in law.order:
            return False
        later = law.order[law.order.index(str(now)) + 1 :]
        there = [self.recommended({**answers, str(law.question): choice}) for choice in later]
        fitting = [option for option in there if option and here]
        if law.form is Form.NEVER_AWAY_FROM:
            return here in law.options and any(option not in law.options for option in fitting)
        return here not in law.options and any(option in law.options for option in fitting)

    def recommended(self, answers: Answers) -> str | None:
        option, _, fits = self.end(answers)
        return option if fits else None

    def cases(self) -> Iterator[tuple[Gate, Key | None]]:
        for case in self.book.cases:
            option, instead, _ = self.end(case.answers)
            expect, held = case.expect, {rule.id for rule in self.book.rules if holds(rule, case.answers)}
            as_told = (
                expect.option in (None, option)
                and expect.instead in (None, instead)
                and expect.word in (None, recommend(case.answers, self.book).word)
                and held.issuperset(expect.fires)
                and held.isdisjoint(expect.silent)
            )
            if not as_told:
                yield Gate.FAILED_CASE, ("case", case.name)

    # What the answers of a finding must show.

    def partial(self, count: int) -> Iterator[dict[str, str]]:
        """Every way to answer so many questions."""
        for asked in combinations(self.book.questions, count):
            choices = [[(question.id, choice.id) for choice in question.choices] for question in asked]
            yield from (dict(cell) for cell in product(*choices))

    def shows(self, finding: Finding, answers: Answers) -> bool:
        """Whether answers show what was found."""
        rules = [rule for rule in self.book.rules if rule.id in finding.rules]
        key = tuple(finding.place.file.split("/")) if finding.place else ()
        match finding.gate:
            case Gate.NO_OUTCOME:
                return self.lost(answers)
            case Gate.ORDER_DECIDES:
                return self.level(self.option(self.end(finding.witness)[0]), self.option(key[1]), answers)
            case Gate.DEAD_RULE:
                return self.in_vain(rules[0], answers)
            case Gate.BROKEN_LAW:
                return self.breaks(next(law for law in self.book.laws if law.id == key[1]), answers)
            case Gate.UNREACHABLE_CHOICE:
                return answers.get(key[1]) == key[2]
            case Gate.FAILED_CASE:
                return answers == finding.witness
            case _:
                return all(holds(rule, answers) for rule in rules)

    def option(self, name: str) -> Option:
        return next(option for option in self.book.options if option.id == name)

    def in_vain(self, rule: Rule, answers: Answers) -> bool:
        """Whether a rule holds and nothing comes of it, neither an outcome nor a warning of what leads."""
        gone = {rule.id} | self.drowned
        less = replace(self.book, rules=tuple(other for other in self.book.rules if other.id not in gone))
        end = self.end(answers)
        return holds(rule, answers) and end[0] not in rule.warns and plain_outcome(less, answers) == end


def holds(rule: Rule, answers: Answers) -> bool:
    """Whether every clause of a rule holds."""
    return all(answers.get(question) in wanted for question, wanted in rule.when.items())


def meets(rule: Rule, question: str, choice: str) -> bool:
    """Whether the rule has a clause on the question that the choice meets."""
    return choice in rule.when.get(question, ())


def effect(rule: Rule) -> object:
    """What a rule does when it holds."""
    aspect = rule.aspect if rule.kind in (Kind.SPEAKS_FOR, Kind.SPEAKS_AGAINST) else None
    return rule.kind, set(rule.options), rule.look_elsewhere, rule.strength, rule.setting, aspect


def plain_outcome(book: Rulebook, answers: Answers) -> End:
    """The outcome, from the sentence that defines the ranking."""
    fired = [rule for rule in book.rules if holds(rule, answers)]
    best = min(book.options, key=lambda option: standing(book, fired, option))
    strongly = {rule.look_elsewhere for rule in fired if rule.strength is Strength.STRONG}
    instead = next((other.id for other in book.alternatives if other.id in strongly), None)
    return best.id, instead, not standing(book, fired, best)[0]


def standing(book: Rulebook, fired: list[Rule], option: Option) -> tuple[bool, int, int, int]:
    """What an option is ranked by, the best with the smallest."""
    strong = slight = 0
    for aspect in {rule.aspect for rule in book.rules}:
        speaking = [rule for rule in fired if rule.aspect == aspect]
        heard = max((rule.strength is Strength.STRONG for rule in speaking if _weighs(rule, option)), default=False)
        loud = [rule for rule in speaking if _weighs(rule, option) and (rule.strength is Strength.STRONG) == heard]
        point = any(option.id in r.speaks_for for r in loud) - any(option.id in r.speaks_against for r in loud)
        strong, slight = (strong + point, slight) if heard else (strong, slight + point)
    out = any(option.id in rule.rules_out for rule in fired)
    return out, -strong, -slight, len(option.parts)


def _weighs(rule: Rule, option: Option) -> bool:
    return option.id in rule.speaks_for + rule.speaks_against
