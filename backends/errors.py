"""What can go wrong with a broker.

BackendError
├── Misconfigured       the operator's setting cannot be used
├── Unavailable         this backend has no such broker here
│   ├── ImageMissing    the image is not on this machine yet
│   └── PullFailed      the image could not be downloaded
│       └── PullCancelled
├── NotStarted          the program or container did not start
│   └── PortTaken       somebody else listens on the port that was chosen
├── NotReady            it started and did not answer its protocol before the deadline
├── Refused             it answered and did not let us in
├── Lost                it answered before and does not any more
├── NotIsolated         no place of its own could be made for a run
├── CannotBreak         this backend cannot do that to its brokers
└── FaultFailed         the broker was to be broken or repaired, and was not
"""

from collections.abc import Iterable

from backends.masking import mask


class BackendError(Exception):
    """A broker cannot be had, or was lost.

    The message says what happened, what was expected and what to do, then the last lines of the log if
    there is one. Secrets are masked, so it can be shown as it is.
    """

    def __init__(
        self, happened: str, *, expected: str = "", remedy: str = "", log: str = "", secrets: Iterable[str] = ()
    ) -> None:
        secrets = tuple(secrets)
        self.happened = mask(happened, secrets)
        self.expected = mask(expected, secrets)
        self.remedy = mask(remedy, secrets)
        self.log = mask(log, secrets)
        super().__init__(self._text())

    def _text(self) -> str:
        sentences = " ".join(filter(None, (self.happened, self.expected, self.remedy)))
        return f"{sentences}\nIts last lines:\n{self.log}" if self.log else sentences


class Misconfigured(BackendError):
    """A setting of the operator cannot be used."""


class Unavailable(BackendError):
    """A backend has no such broker here."""


class ImageMissing(Unavailable):
    """An image is not on this machine yet."""


class PullFailed(Unavailable):
    """An image could not be downloaded."""


class PullCancelled(PullFailed):
    """The download of an image was cancelled."""


class NotStarted(BackendError):
    """A program or container did not start, or ended at once."""


class PortTaken(NotStarted):
    """Somebody else listens on the port that was chosen."""


class NotReady(BackendError):
    """A broker started and did not answer its protocol before the deadline."""


class Refused(BackendError):
    """A broker answered and did not let us in."""


class Lost(BackendError):
    """A broker answered before and does not any more."""


class NotIsolated(BackendError):
    """No place of its own could be made for a run."""


class CannotBreak(BackendError):
    """A backend cannot do that to its brokers."""


class FaultFailed(BackendError):
    """A broker was to be broken or repaired, and was seen not to be."""
