"""Says of every gate what was checked, and whether it was passed."""

from collections.abc import Iterator, Sequence

from rules.audit.finding import Check, Finding, Gate
from rules.model import Rulebook

_PASSED = {
    Gate.NO_OUTCOME: "Each of the {sets} answer sets has an outcome.",
    Gate.ORDER_DECIDES: "In none of the {sets} answer sets does the order of the {options} options decide.",
    Gate.CONTRADICTION: "None of the {rules} rules speaks strongly for an option that another one rules out with it.",
    Gate.DUPLICATE_RULE: "No two of the {rules} rules say the same.",
    Gate.SHADOWED_RULE: "None of the {rules} rules is drowned out by a louder one wherever it holds.",
    Gate.DEAD_RULE: "Each of the {rules} rules changes something in some of the {sets} answer sets.",
    Gate.UNREACHABLE_OPTION: "Each of the {options} options is recommended in some answer set.",
    Gate.UNREACHABLE_ALTERNATIVE: "Each of the {alternatives} alternatives is named in some answer set.",
    Gate.UNREACHABLE_QUESTION: "Each of the {questions} questions can change something.",
    Gate.UNREACHABLE_CHOICE: "Each of the {choices} choices is told from the others of its question by a rule.",
    Gate.BROKEN_LAW: "Each of the {laws} laws holds in all of the {sets} answer sets.",
    Gate.FAILED_CASE: "Each of the {cases} cases and examples comes out as expected.",
    Gate.RECEIPTS: "Each of the {demos} demos that rules and aspects name has shown its claim every time.",
}
_FAILED = {
    Gate.NO_OUTCOME: "Some answer sets have no outcome.",
    Gate.ORDER_DECIDES: "Pairs of options between which only their order in the file decides: {found}.",
    Gate.CONTRADICTION: "Pairs of rules that contradict each other: {found}.",
    Gate.DUPLICATE_RULE: "Rules that say what an earlier one says: {found} of {rules}.",
    Gate.SHADOWED_RULE: "Rules that are drowned out by a louder one wherever they hold: {found} of {rules}.",
    Gate.DEAD_RULE: "Rules that change nothing: {found} of {rules}.",
    Gate.UNREACHABLE_OPTION: "Options that are never recommended: {found} of {options}.",
    Gate.UNREACHABLE_ALTERNATIVE: "Alternatives that are never named: {found} of {alternatives}.",
    Gate.UNREACHABLE_QUESTION: "Questions that change nothing: {found} of {questions}.",
    Gate.UNREACHABLE_CHOICE: "Choices that no rule tells from another: {found} of {choices}.",
    Gate.BROKEN_LAW: "Broken laws: {found} of {laws}.",
    Gate.FAILED_CASE: "Cases and examples that do not come out as expected: {found} of {cases}.",
    Gate.RECEIPTS: "Rules and aspects whose demo has not shown its claim every time: {found}.",
}
_NOTHING = {
    Gate.UNREACHABLE_ALTERNATIVE: ("alternatives", "There are no alternatives, so none is out of reach."),
    Gate.BROKEN_LAW: ("laws", "There are no laws, so none is broken."),
    Gate.FAILED_CASE: ("cases", "There are no cases and no examples, so none fails."),
    Gate.RECEIPTS: ("demos", "No rule and no aspect names a demo, so none needs a receipt."),
}
"""What to say where there is nothing to check: by which number this shows, and the sentence."""


def checks(rulebook: Rulebook, size: int, findings: Sequence[Finding], gates: Sequence[Gate]) -> Iterator[Check]:
    """Each of the gates with its findings, given the number of answer sets."""
    numbers = _numbers(rulebook) | {"sets": size}
    for gate in gates:
        of_it = tuple(finding for finding in findings if finding.gate is gate)
        yield Check(gate, _says(gate, numbers | {"found": len(of_it)}), of_it)


def _says(gate: Gate, numbers: dict[str, int]) -> str:
    counted, nothing = _NOTHING.get(gate, ("sets", ""))
    if not numbers[counted]:
        return nothing
    sentence = _FAILED[gate] if numbers["found"] else _PASSED[gate]
    return sentence.format(**{name: f"{number:,}" for name, number in numbers.items()})


def _numbers(rulebook: Rulebook) -> dict[str, int]:
    demos = {rule.demo for rule in rulebook.rules} | {aspect.demo for aspect in rulebook.aspects}
    counted = ("options", "alternatives", "questions", "rules", "laws")
    return {name: len(getattr(rulebook, name)) for name in counted} | {
        "choices": sum(len(question.choices) for question in rulebook.questions),
        "cases": len(rulebook.cases) + len(rulebook.examples),
        "demos": len(demos - {None}),
    }
