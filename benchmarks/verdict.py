"""How soon a click on an answer changes the verdict, in a real browser."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from benchmarks.figure import Figure, Tell, ninety_five
from benchmarks.visiting import browser, opened
from rules import Choice, Question, Rulebook, recommend, shipped_rulebook
from tests.e2e import served, visitor

BAR = 60.0
"""Milliseconds."""

MOST_CLICKS = 5
SEED = 20261122

# From the click itself, as the browser stamped it, to the card that holds other words.
WATCH = """() => {
  const words = () => document.querySelector("#verdict")?.textContent ?? "";
  window.changed = new Promise((resolve, reject) => {
    const before = words();
    let clicked = null;
    const watch = new MutationObserver(() => {
      if (clicked === null || !words() || words() === before) return;
      watch.disconnect();
      resolve(performance.now() - clicked);
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    addEventListener("click", (event) => (clicked = event.timeStamp), { capture: true, once: true });
    setTimeout(() => reject(new Error("The verdict did not change within 5 s of a click.")), 5000);
  });
}"""

Click = tuple[Question, Choice]


def measure(tell: Tell, *, times: int = 40) -> Iterator[Figure]:
    """Milliseconds from a click on an answer to the changed verdict in Chromium, and clicks to a first verdict."""
    rulebook = shipped_rulebook()
    # Embedded: a RabbitMQ that is just starting would be measured, too.
    with (
        TemporaryDirectory() as folder,
        browser() as chromium,
        served.app(Path(folder) / "log.txt", QUEUEWISE_BACKENDS="embedded") as url,
        opened(chromium, url) as page,
    ):
        tell(f"{times} clicks")
        clicks = _first_verdict(page, rulebook)
        answers = {question.id: choice.id for question, choice in clicks}
        milliseconds = [_click(page, *click) for click in _changes(rulebook, answers, times)]
    basis = f"median of {times} clicks, p95 {ninety_five(milliseconds):.0f}"
    yield Figure(
        what="Answer to updated verdict in Chromium", value=median(milliseconds), unit="ms", basis=basis, at_most=BAR
    )
    yield Figure(
        what="Clicks to a first verdict", value=len(clicks), basis="counted on an empty page", at_most=MOST_CLICKS
    )


def _first_verdict(page: Page, rulebook: Rulebook) -> list[Click]:
    """Answer one core question after the other until a verdict is there; give the clicks."""
    clicks: list[Click] = []
    for question in (each for each in rulebook.questions if each.core):
        clicks.append((question, question.choices[0]))
        _click(page, *clicks[-1])
        if page.locator("#verdict h2").is_visible():
            break
    return clicks


def _changes(rulebook: Rulebook, answers: Mapping[str, str], times: int) -> Iterator[Click]:
    """Give random answers to core questions, each of which changes what the verdict says."""
    chance, core = Random(SEED), [question for question in rulebook.questions if question.core]
    while times:
        question = chance.choice(core)
        choice = chance.choice(question.choices)
        changed = {**answers, question.id: choice.id}
        if _says(changed, rulebook) != _says(answers, rulebook):
            answers, times = changed, times - 1
            yield question, choice


def _says(answers: Mapping[str, str], rulebook: Rulebook) -> object:
    it = recommend(answers, rulebook)
    return it.outcome, it.word, it.winner.for_it


def _click(page: Page, question: Question, choice: Choice) -> float:
    """Click as a person would, on the words; give the milliseconds until the verdict has changed."""
    page.wait_for_selector(visitor.AT_REST)
    page.evaluate(WATCH)
    page.locator(f".qw-ask[data-question={question.id}]").get_by_text(choice.label, exact=True).click()
    return float(page.evaluate("window.changed"))
