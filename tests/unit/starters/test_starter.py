"""What is taken home: the same for the same answers, safe to unpack, and with every warning dealt with."""

import ast
import io
import re
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from demos.catalogue import ROOT
from rules import Recommendation, recommend, shipped_rulebook
from starters import NoStarter, starter_of
from starters.remedy import remedies
from starters.starter import files_of

BOOK = shipped_rulebook()
OPTIONS = [option.id for option in BOOK.options]
ANSWERS = {
    "rabbitmq": {"routing": "pattern", "language": "several", "retries": "set_aside", "order": "strict"},
    "celery_redis": {"language": "python", "retries": "again", "brokers": "redis", "loss": "ticket"},
    "celery_rabbitmq": {"loss": "money", "retries": "backoff", "rerun": "minutes", "results": "polls"},
}
WARNINGS = [rule for rule in BOOK.rules if rule.warns]


def recommended(option: str) -> Recommendation:
    it = recommend(ANSWERS[option], BOOK)
    assert it.outcome.option == option
    return it


def unpacked(content: bytes) -> dict[str, str]:
    """The files of a starter, by their paths inside its folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {info.filename.partition("/")[2]: packed.read(info).decode() for info in packed.infolist()}


@pytest.mark.parametrize("option", OPTIONS)
def test_the_same_recommendation_gives_the_same_bytes(option: str) -> None:
    assert starter_of(recommended(option), BOOK) == starter_of(recommended(option), BOOK)


@pytest.mark.parametrize("option", OPTIONS)
def test_every_name_is_safe_and_lies_in_one_folder(option: str) -> None:
    name, content = starter_of(recommended(option), BOOK)

    assert re.fullmatch(r"queuewise-[a-z-]+\.zip", name)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        assert len(packed.namelist()) == len(set(packed.namelist()))
        assert all(re.fullmatch(rf"{name[:-4]}/(shop/)?[A-Za-z_.]+", path) for path in packed.namelist())
        assert {info.external_attr >> 16 for info in packed.infolist()} == {0o644}


@pytest.mark.parametrize("option", OPTIONS)
def test_the_shop_is_the_very_code_that_ran(option: str) -> None:
    shop = {path: text for path, text in unpacked(starter_of(recommended(option), BOOK)[1]).items() if "/" in path}

    assert shop
    assert all((ROOT / "demos" / path).read_text(encoding="utf-8") == text for path, text in shop.items())


@pytest.mark.parametrize("option", OPTIONS)
def test_the_code_needs_nothing_that_is_not_in_the_starter(option: str) -> None:
    files = unpacked(starter_of(recommended(option), BOOK)[1])
    modules = {Path(path).stem for path in files if path.startswith("shop/")}

    for path, text in files.items():
        if path.endswith(".py"):
            needed = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
            assert {node.module for node in needed if node.level} <= modules
            assert not any((node.module or "").startswith(("demos", "rules", "backends")) for node in needed)


@pytest.mark.parametrize("option", OPTIONS)
def test_the_readme_says_every_reason_with_its_source_and_every_warning(option: str) -> None:
    it = recommended(option)
    readme = unpacked(starter_of(it, BOOK)[1])["README.md"]

    reasons = [reason.rule for reason in (*it.winner.for_it, *it.winner.against_it) if reason.counts]
    assert reasons
    assert it.warnings
    for rule in (*reasons, *it.warnings):
        assert all(BOOK.sources[source].url in readme for source in rule.sources)
    assert readme.count("Setting: `") == sum(bool(rule.setting) for rule in it.warnings)


@pytest.mark.parametrize("rule", WARNINGS, ids=lambda rule: rule.id)
def test_every_warning_is_applied_or_left_to_the_team_in_words(rule: object) -> None:
    for option in rule.warns:  # type: ignore[attr-defined]
        remedy = remedies()[rule.id]  # type: ignore[attr-defined]
        files = dict(files_of(option, [rule]))  # type: ignore[list-item]
        assert remedy.left or set(remedy.places) & files.keys()


def test_nothing_is_promised_about_warnings_or_files_that_do_not_exist() -> None:
    files = {path for option in OPTIONS for path, _ in files_of(option, WARNINGS)}

    assert remedies().keys() <= {rule.id for rule in WARNINGS}
    assert {place for remedy in remedies().values() for place in remedy.places} <= files


def test_a_setting_that_the_warnings_ask_for_is_set_and_the_larger_number_wins() -> None:
    asking = [rule for rule in WARNINGS if rule.id in ("visibility-timeout-must-fit", "delays-must-fit-visibility")]

    alone = tomllib.loads(dict(files_of("celery_redis", asking[:1]))["settings.toml"].decode())
    both = tomllib.loads(dict(files_of("celery_redis", asking))["settings.toml"].decode())

    assert (alone, both) == ({"visibility_timeout": 1800}, {"visibility_timeout": 43200})


def test_every_setting_that_is_written_is_read_by_the_shop() -> None:
    shop = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "demos" / "shop").glob("*.py"))

    assert all(f'"{name}"' in shop for remedy in remedies().values() for name in remedy.settings)


@pytest.mark.parametrize("option", OPTIONS)
def test_the_compose_file_binds_to_this_machine_only_and_holds_no_password(option: str) -> None:
    files = unpacked(starter_of(recommended(option), BOOK)[1])
    compose = yaml.safe_load(files["compose.yaml"])

    assert all(port.startswith("127.0.0.1:") for each in compose["services"].values() for port in each["ports"])
    assert "${PASSWORD:?" in files["compose.yaml"]
    assert ".env" not in files


def test_an_option_that_is_none_of_ours_has_no_starter() -> None:
    it = recommended("rabbitmq")

    for name in ("carrier_pigeon", "everybody", "../rabbitmq"):
        with pytest.raises(NoStarter):
            starter_of(replace(it, outcome=replace(it.outcome, option=name)), BOOK)


def test_what_a_rulebook_says_stays_text() -> None:
    nasty = "<script>alert(1)</script> [x](javascript:alert(1)) ``` `\n# heading"
    it = recommended("rabbitmq")
    rule = replace(it.warnings[0], id="unknown", because=nasty, setting=nasty)

    readme = unpacked(starter_of(replace(it, warnings=(rule,)), BOOK)[1])["README.md"]

    assert "* \\<script\\>" in readme
    assert "Setting: ```` <script>" in readme
    assert "\n# heading" not in readme
    assert "For you to do." in readme


def test_where_none_of_the_options_is_the_answer_the_readme_says_so() -> None:
    it = recommend({"replay": "forever"}, BOOK)

    readme = unpacked(starter_of(it, BOOK)[1])["README.md"]

    assert it.outcome.instead is not None
    assert "Look elsewhere first" in readme
