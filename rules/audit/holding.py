"""When a rule holds, said of one set of answers."""

from rules.model import Answers, Rule


def holds(rule: Rule, answers: Answers) -> bool:
    """Whether every clause of the rule is met. An unanswered question meets none."""
    return all(answers.get(question) in wanted for question, wanted in rule.when.items())


def first_answers(rule: Rule) -> dict[str, str]:
    """The first answers under which a rule holds."""
    return {question: wanted[0] for question, wanted in rule.when.items()}
