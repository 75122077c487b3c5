"""Which file is read by what."""

import re
from collections.abc import Callable, Iterator

from records.evidence.compose import compose
from records.evidence.environment import environment
from records.evidence.fact import Broken, Fact, Source, Spot, Trouble
from records.evidence.other_languages import go_mod, package_json, pom_xml
from records.evidence.packages import pipfile_lock, poetry_lock, pyproject, requirements, uv_lock
from records.evidence.python import program

Reader = Callable[[Source], Iterator[Fact]]


def unread(source: Source) -> Iterator[Fact]:
    """That there are programs in a language whose packages are not read."""
    yield source.fact("manifest", "unread", line=1)


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"(.*/)?(docker-)?compose([._-][\w.-]+)?\.ya?ml"), compose),
    (re.compile(r"(.*/)?(local|production)\.ya?ml"), compose),
    (re.compile(r"(.*/)?pyproject\.toml"), pyproject),
    (re.compile(r"(.*/)?requirements([._-][\w.-]+)?\.(txt|in)|(.*/)?requirements/[\w.-]+\.(txt|in)"), requirements),
    (re.compile(r"(.*/)?poetry\.lock"), poetry_lock),
    (re.compile(r"(.*/)?uv\.lock"), uv_lock),
    (re.compile(r"(.*/)?Pipfile\.lock"), pipfile_lock),
    (re.compile(r"(.*/)?package\.json"), package_json),
    (re.compile(r"(.*/)?go\.mod"), go_mod),
    (re.compile(r"(.*/)?pom\.xml"), pom_xml),
    (re.compile(r"(.*/)?\.?env[._-](example|sample|template|dist)|(.*/)?(example|sample)\.env"), environment),
    (
        re.compile(r"(.*/)?(Gemfile|composer\.json|Cargo\.toml|build\.gradle(\.kts)?|mix\.exs|[\w.-]+\.[cf]sproj)"),
        unread,
    ),
    (re.compile(r".*\.py"), program),
)
_FOR_TESTS = re.compile(
    r"(.*/)?(tests?|testing|docs?|examples?|migrations)/.*|(.*/)?(test|test_\w+|\w+_test|conftest)\.py"
)
"""What stands there is not how the application runs."""

_MANIFESTS = (package_json, go_mod, pom_xml)


def wanted(file: str) -> bool:
    """Whether a file may say something, by its name."""
    return _reader(file) is not None


def facts(source: Source) -> tuple[list[Fact], Trouble | None]:
    """What stands in a file; and why it could not be read to its end."""
    reader, found = _reader(source.file), list[Fact]()
    try:
        found.extend(reader(source) if reader else ())
    except Broken as problem:
        if reader in _MANIFESTS:
            found.append(source.fact("manifest", "unread", line=1))
        return found, Trouble(Spot(source.file, problem.line), problem.says)
    return found, None


def _reader(file: str) -> Reader | None:
    if _FOR_TESTS.fullmatch(file):
        return None
    return next((reader for name, reader in _READERS if name.fullmatch(file)), None)
