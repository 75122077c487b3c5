"""A look at all settings before the first visitor: a combination that lets others in is refused, and named."""

import ipaddress
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NoReturn

import streamlit as st

from ui import framing, public

_UNSAFE_ALONE = (public.BadPublicUrl, framing.BadFrameAncestors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What Streamlit was told. `address` is where it listens; an empty one is every address of the machine."""

    address: str = "localhost"
    xsrf_protection: bool = True
    cors_protection: bool = True
    allowed_origins: tuple[str, ...] = field(default=())
    error_details: str = "none"
    development: bool = False

    @property
    def open(self) -> bool:
        """Whether other machines can reach the app."""
        if self.address == "localhost":
            return False
        try:
            return not ipaddress.ip_address(self.address).is_loopback
        except ValueError:
            return True


def given() -> Settings:
    """The settings of this process: its config file, environment and command line."""
    return Settings(
        address=str(st.get_option("server.address") or ""),
        xsrf_protection=bool(st.get_option("server.enableXsrfProtection")),
        cors_protection=bool(st.get_option("server.enableCORS")),
        allowed_origins=tuple(st.get_option("server.corsAllowedOrigins") or ()),
        error_details=str(st.get_option("client.showErrorDetails")).lower(),
        development=bool(st.get_option("global.developmentMode")),
    )


def problems(settings: Settings) -> Iterator[str]:
    """Every combination that is not safe: what it is, what could happen, what to do."""
    if settings.open:
        yield from _unsafe_when_open(settings)
    yield from _unsafe_for_frames()


def require_safe() -> None:
    """End the process, with every problem named, if the settings are not safe together."""
    found = list(problems(given()))
    if found:
        _refuse(found)


def _unsafe_when_open(settings: Settings) -> Iterator[str]:
    where = f"server.address = {settings.address or 'unset'} lets other machines in"
    if not settings.xsrf_protection:
        yield f"{where}, and server.enableXsrfProtection is off: another site could act for a visitor. Switch it on."
    if not settings.cors_protection:
        yield f"{where}, and server.enableCORS is off: any site could read a visitor's session. Switch it on."
    if "*" in settings.allowed_origins:
        yield f"{where}, and server.corsAllowedOrigins has *: any site could read a session. Name the sites."
    if settings.error_details not in ("none", "false", "type"):
        yield f"{where}, and client.showErrorDetails would show them the program's insides. Set it to none."
    if settings.development:
        yield f"{where}, and global.developmentMode is on: it is made for one developer alone. Switch it off."


def _unsafe_for_frames() -> Iterator[str]:
    for look in (public.address, framing.ancestors):
        try:
            look()
        except _UNSAFE_ALONE as problem:
            yield str(problem)
    with suppress(*_UNSAFE_ALONE):
        plain = framing.unencrypted()
        if plain and public.address().startswith("https://"):
            yield (
                f"{public.SETTING} is encrypted, and {framing.SETTING} lets {', '.join(plain)} show the app: "
                "whoever changes that page on its way could have visitors click in the app. Name it with https."
            )


def _refuse(found: list[str]) -> NoReturn:
    lines = "\n".join(f"- {problem}" for problem in found)
    sys.exit(f"Queuewise does not start, because its settings are not safe together.\n{lines}")
