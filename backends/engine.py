"""The Docker engine of this machine: how it is reached, and its errors in our words."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import docker
from docker.errors import APIError, DockerException, ImageNotFound
from requests import RequestException

from backends.errors import BackendError, ImageMissing, NotStarted, PortTaken, Unavailable

_HERE = ("localhost", "localnpipe", "127.0.0.1", "::1")
_ANY_VERSION = "1.41"
_TAKEN = ("port is already allocated", "address already in use")
_REMEDY = "Start Docker, or install the broker with `make brokers`."


@contextmanager
def engine(*, timeout: int = 60) -> Iterator[docker.DockerClient]:
    """Give a client of the engine on this machine; each call waits at most `timeout` seconds.

    DOCKER_HOST and Docker's current context count, as on the command line.

    Raises:
        Unavailable: there is no engine, it does not answer, or it is another machine's.
    """
    with translated(), closing(docker.from_env(timeout=timeout, version=_version(timeout))) as client:
        host = urlsplit(client.api.base_url).hostname
        if host not in _HERE:
            raise Unavailable(
                f"Docker runs on another machine ({host}).",
                expected="Brokers listen on the loopback interface, which has to be this machine's.",
                remedy="Unset DOCKER_HOST, or give the URLs of brokers that run there.",
            )
        yield client


def _version(timeout: int) -> str:
    """Ask which API the engine speaks; the SDK would ask, too, but leave the socket open if nobody answers."""
    with closing(docker.from_env(timeout=timeout, version=_ANY_VERSION)) as client:
        return str(client.version(api_version=False)["ApiVersion"])


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the engine says into a `BackendError`."""
    try:
        yield
    except ImageNotFound as problem:
        raise ImageMissing(f"The image is not on this machine ({problem.explanation}).") from None
    except APIError as problem:
        raise _said(str(problem.explanation or problem)) from None
    except (DockerException, RequestException) as problem:
        raise Unavailable(f"No Docker engine answers ({_first_line(problem)}).", remedy=_REMEDY) from None


def _said(explanation: str) -> BackendError:
    if any(sign in explanation for sign in _TAKEN):
        return PortTaken("Another program has the port that was chosen.", remedy="Try again.")
    return NotStarted(f"Docker did not do what it was asked to: {explanation}.", remedy="Its message says what to do.")


def _first_line(problem: Exception) -> str:
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror  # what the system said, without the layers of Python around it
        cause = cause.__context__
    return (str(problem).splitlines() or [type(problem).__name__])[0]
