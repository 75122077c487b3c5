"""The rules engine: answers in, a recommendation with its explanation out. Pure; it knows no technology by name."""

from rules.evaluate import UnknownAnswer, recommend
from rules.load import SHIPPED, load_rulebook, shipped_rulebook
from rules.model import (
    Alternative,
    Answers,
    Aspect,
    Choice,
    Example,
    Group,
    Kind,
    Option,
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
from rules.words import Word

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
    "Group",
    "Influence",
    "Kind",
    "Option",
    "Outcome",
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
    "WhyNot",
    "Word",
    "load_rulebook",
    "read_answers",
    "recommend",
    "shipped_rulebook",
]
