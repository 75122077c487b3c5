"""Holds an interview in a terminal, or with whatever writes to the standard input."""

import sys

from rules.cli.interview import Interview, Reply, understood
from rules.cli.names import names
from rules.cli.output import read_line
from rules.cli.paper import Paper
from rules.cli.wording import count, say
from rules.evaluate import recommend
from rules.model import Question
from rules.problems import shown


class Dialogue:
    """Asks and listens. `interview` is how far it has come, also after Ctrl-C."""

    def __init__(self, interview: Interview, page: Paper) -> None:
        self.interview = interview
        self._page = page
        self._names = names(interview.atlas.rulebook)
        self._ended = False

    def hold(self) -> None:
        """Ask until nothing can change the result, or the person ends it."""
        self._page.text(say("ask.how"))
        while not self._ended:
            ahead = self.interview.ahead
            name = self.interview.next(ahead)
            if name is None:
                break
            self._page.line()
            self._page.text(f"{self._front()} {say('ask.left', matter=ahead.can_matter, left=ahead.left)}")
            self._ask(self._names.questions[name])

    def closing(self) -> str:
        """Why the asking is over."""
        ahead = self.interview.ahead
        if not ahead.left:
            return say("ask.all_answered")
        if not ahead.can_matter:
            return count("verdict.none_matters", ahead.left)
        return count("ask.ended" if self.interview.next(ahead) else "ask.left_open", ahead.can_matter)

    def _front(self) -> str:
        it = recommend(self.interview.answers, self.interview.atlas.rulebook)
        return say("ask.front", outcome=self._names.outcome(it.outcome), word=say(f"verdict.word_{it.word}"))

    def _ask(self, question: Question) -> None:
        """Ask one question until something comes of it."""
        number = len(self.interview.said) + 1
        self._page.text(say("ask.question", number=number, question=question.ask))
        for place, choice in enumerate(question.choices, start=1):
            self._page.text(choice.label, indent=2, first=f"{place}  ")
        while not self._settled(question, self._listen()):
            pass

    def _listen(self) -> str | None:
        self._page.prompt(say("ask.prompt"))
        line = read_line()
        if line is None or not sys.stdin.isatty():
            self._page.line()
        return line

    def _settled(self, question: Question, line: str | None) -> bool:
        """Whether this question need not be asked again right now."""
        reply = Reply.QUIT if line is None else understood(line, question)
        match reply:
            case Reply.QUIT:
                self._ended = True
            case Reply.BACK if self.interview.said:
                self.interview = self.interview.back()
            case Reply.BACK:
                self._page.text(say("ask.nothing_before"))
                return False
            case Reply.WHY:
                self._page.text(say("ask.why", why=question.why))
                return False
            case Reply.UNKNOWN:
                self._page.text(say("ask.not_a_number", text=shown(str(line)), most=len(question.choices)))
                return False
            case Reply.OPEN:
                self.interview = self.interview.answered(question.id, None)
            case choice:
                self.interview = self.interview.answered(question.id, choice)
        return True
