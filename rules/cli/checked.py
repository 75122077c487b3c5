"""An audit as text, and as plain data in a shape that stays: `docs/command-line.md` describes it."""

from dataclasses import dataclass

from rules.audit import Audit, Finding, Gate
from rules.cli.books import BadRulebook, place_here
from rules.cli.clock import Clock
from rules.cli.links import link
from rules.cli.paper import Paper
from rules.cli.shape import SHAPE, Data, identity
from rules.cli.wording import count, say
from rules.model import Place, Rulebook


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` found. `name` is how the rulebook was named, or None for the shipped one."""

    rulebook: Rulebook
    audit: Audit
    name: str | None
    app: str
    clock: Clock

    def place(self, finding: Finding) -> Place | None:
        """Where the finding is, as a path from here."""
        return place_here(finding.place, self.name) if finding.place else None

    @property
    def failed(self) -> int:
        """How many gates failed."""
        return len({finding.gate for finding in self.audit.findings})


def write_checked(it: Checked, paper: Paper) -> None:
    """Gate by gate, each finding with its place, its answers and a link to them."""
    for check in it.audit.checks:
        _write_gate(it, check.gate, paper)
    sizes = {"gates": len(it.audit.checks), "size": f"{it.audit.size:,}"}
    findings = len(it.audit.findings)
    paper.line()
    paper.text(
        count("check.some_failed", findings, failed=it.failed, **sizes)
        if findings
        else say("check.all_passed", **sizes)
    )
    paper.text(str(it.clock))
    paper.line(say("verdict.made_by", version=it.rulebook.version, digest=it.rulebook.digest))


def _write_gate(it: Checked, gate: Gate, paper: Paper) -> None:
    found, key = it.audit.of(gate), gate.replace("-", "_")
    if found:
        means = say(f"check.{key}")
        paper.line(say("check.failed", gate=gate, means=means, number=f"{len(found):,}"))
    else:
        paper.line(say("check.passed", gate=gate, means=say(f"check.ok_{key}")))
    for finding in found:
        _write(it, finding, paper)


def _write(it: Checked, finding: Finding, paper: Paper) -> None:
    place = it.place(finding)
    text = say("check.finding", place=place, says=finding.says) if place else finding.says
    paper.text(text, indent=2)
    answers = " ".join(f"{question}={choice}" for question, choice in finding.witness.items())
    paper.text(say("check.answers", answers=answers) if answers else say("check.any_answers"), indent=4)
    if finding.rules:
        paper.text(say("check.rules", rules=", ".join(finding.rules)), indent=4)
    paper.line("    " + say("check.open", link=link(finding.witness, it.app)))


def checked_data(it: Checked) -> Data:
    """Every gate and every finding."""
    return {
        "shape": SHAPE,
        "rulebook": identity(it.rulebook),
        "passed": it.audit.passed,
        "answer_sets": it.audit.size,
        "gates": [{"gate": c.gate, "passed": c.passed, "findings": len(c.findings)} for c in it.audit.checks],
        "findings": [_finding(it, finding) for finding in it.audit.findings],
        "seconds": it.clock.rounded,
    }


def refused_data(bad: BadRulebook) -> Data:
    """A rulebook that could not be checked."""
    problems = [{"file": p.file, "line": p.line, "column": p.column, "says": p.says} for p in bad.problems]
    return {"shape": SHAPE, "passed": False, "refused": bad.says, "problems": problems}


def _finding(it: Checked, finding: Finding) -> Data:
    place = it.place(finding)
    return {
        "gate": finding.gate,
        "says": finding.says,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "witness": dict(finding.witness),
        "rules": list(finding.rules),
        "link": link(finding.witness, it.app),
    }
