"""A recommendation as text: the parts of the card that the Decide page shows, in the same order."""

from rules.cli.names import meaning, no_reason
from rules.cli.outlook import flips, still_open
from rules.cli.sheet import Sheet
from rules.cli.wording import count, say
from rules.recommendation import Reason
from rules.words import Word

MOST_REASONS = 3


def write_card(sheet: Sheet) -> None:
    """The whole card, shortened unless the sheet is `full`, with the ranking if it is `cited`."""
    headline(sheet)
    for part in (_reasons, _against, _warnings, _cautions, _why_not, flips, still_open):
        part(sheet)
    if sheet.cited:
        _ranking(sheet)


def headline(sheet: Sheet) -> None:
    """What is recommended, and how firm that is."""
    it, paper = sheet.it, sheet.paper
    option = sheet.names.options[it.outcome.option]
    if it.outcome.instead:
        other = sheet.names.alternatives[it.outcome.instead]
        _lead(sheet, "none_of_the_options", other.name, other.says)
    elif not it.outcome.fits:
        paper.text(say("verdict.none_fits"))
    else:
        _lead(sheet, "leading" if it.word is Word.UNDECIDED else "recommended", option.name, option.summary)
    if it.outcome.instead or not it.outcome.fits:
        paper.text(say("verdict.nearest", option=option.name))
    paper.text(f"{say(f'verdict.word_{it.word}')}. {meaning(it)}")


def _lead(sheet: Sheet, lead: str, name: str, says: str) -> None:
    sheet.paper.text(say("verdict.headline", lead=say(f"verdict.{lead}"), name=name))
    sheet.paper.text(says)


def _reasons(sheet: Sheet) -> None:
    winner = sheet.it.winner
    for advice in sheet.it.advice:
        for rule in advice.rules if advice.strong else ():
            sheet.reason(Reason(rule, True), "+ ")
    sheet.paper.heading(say("verdict.why", option=sheet.option(winner.option)))
    counted = [reason for reason in winner.for_it if reason.counts]
    if not counted:
        sheet.paper.text(no_reason(sheet.it), indent=2)
    told = winner.for_it if sheet.full else counted[:MOST_REASONS]
    for reason in told:
        sheet.reason(reason, "+ ")
    if more := len(winner.for_it) - len(told):
        sheet.paper.text(count("verdict.more_reasons", more), indent=2)


def _against(sheet: Sheet) -> None:
    against = [reason for reason in sheet.it.winner.against_it if reason.counts or sheet.full]
    if against:
        sheet.paper.heading(say("verdict.against"))
    for reason in against:
        sheet.reason(reason, "- ")


def _warnings(sheet: Sheet) -> None:
    if sheet.it.warnings:
        sheet.paper.heading(say("verdict.warnings"))
    for rule in sheet.it.warnings:
        sheet.paper.text(rule.because, indent=2, first="* ")
        sheet.paper.text(str(rule.setting), indent=4, first=say("verdict.setting"))
        sheet.about(rule)


def _cautions(sheet: Sheet) -> None:
    slight = [(advice, rule) for advice in sheet.it.advice if not advice.strong for rule in advice.rules]
    if slight:
        sheet.paper.heading(say("verdict.cautions"))
    for advice, rule in slight:
        name = sheet.names.alternatives[advice.alternative].name
        sheet.paper.text(say("verdict.caution", alternative=name, because=rule.because), indent=2, first="* ")
        sheet.about(rule)


def _why_not(sheet: Sheet) -> None:
    sheet.paper.heading(say("verdict.why_not"))
    for one in sheet.it.why_not:
        step = count(f"verdict.step_{one.step}", one.behind)
        sheet.paper.text(say("verdict.why_not_item", option=sheet.option(one.option), step=step), indent=2, first="* ")
        for rule in one.rules if sheet.full else one.rules[:MOST_REASONS]:
            sheet.paper.text(rule.because, indent=4, first="- ")
            sheet.about(rule, indent=6)


def _ranking(sheet: Sheet) -> None:
    sheet.paper.heading(say("verdict.how"))
    sheet.paper.text(say("verdict.ranking"), indent=2)
    rows = [[say(f"verdict.{column}") for column in ("strong", "slight", "parts", "option")]]
    for one in sheet.it.ranking:
        name = say("verdict.ruled_out", option=sheet.option(one.option)) if one.ruled_out else sheet.option(one.option)
        rows.append([f"{one.strong:+d}", f"{one.slight:+d}", str(one.parts), name])
    sheet.paper.table(rows)
    rate = say("verdict.rate", worth=f"{sheet.it.worth:g}") if sheet.it.worth > 1 else say("verdict.any_rate")
    sheet.paper.text(rate, indent=2)
