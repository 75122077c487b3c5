"""What happens around the whole life of the app: before the first visitor and after the last."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Prepare what would make the first visitor wait, and close what the visitors opened."""
    yield
