"""The rules engine: answers in, a recommendation with its explanation out. Pure; it knows no technology by name."""

from rules.evaluate import UnknownAnswer, recommend
from rules.history import UnknownVersion, Version, rulebook_of, versions
from rules.load import load_rulebook, read_rulebook
from rules.model import (
    Alternative,
    Answers,
    Aspect,
    Choice,
    Example,
    Form,
    Group,
    Kind,
    Law,
    Option,
    Place,
    Question,
    Rule,
    Rulebook,
    Side,
    Source,
    Strength,
)
from rules.problems import Problem, RulebookError
from rules.reading import Dropped, Reading, read_answers
from rules.recommendation import (
    Advice,
    Flip,
    Influence,
    Outcome,
    Reason,
    Recommendation,
    Standing,
    Step,
    Unknown,
    WhyNot,
)
from rules.shipped import SHIPPED, shipped_rulebook
from rules.words import Word
from rules.written import write_rulebook

__all__ = [
    "SHIPPED",
    "Advice",
    "Alternative",
    "Answers",
    "Aspect",
    "Choice",
    "Dropped",
    "Example",
    "Flip",
    "Form",
    "Group",
    "Influence",
    "Kind",
    "Law",
    "Option",
    "Outcome",
    "Place",
    "Problem",
    "Question",
    "Reading",
    "Reason",
    "Recommendation",
    "Rule",
    "Rulebook",
    "RulebookError",
    "Side",
    "Source",
    "Standing",
    "Step",
    "Strength",
    "Unknown",
    "UnknownAnswer",
    "UnknownVersion",
    "Version",
    "WhyNot",
    "Word",
    "load_rulebook",
    "read_answers",
    "read_rulebook",
    "recommend",
    "rulebook_of",
    "shipped_rulebook",
    "versions",
    "write_rulebook",
]
