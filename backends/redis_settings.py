"""What a Redis of ours is told, as lines of its configuration file (https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/)."""

from backends.contract import Setup

MEGABYTE = 1024 * 1024

# The save points that Redis has without any configuration, since version 7.
_SNAPSHOTS = "save 3600 1 300 100 60 10000"
_NO_SNAPSHOTS = 'save ""'


def lines(setup: Setup | None, *, memory: int) -> str:
    """Give the lines for `setup`; `memory` is the limit in bytes unless the setup has one of its own."""
    setup = setup or Setup()
    told = [
        _SNAPSHOTS if setup.snapshots else _NO_SNAPSHOTS,
        f"appendonly {'yes' if setup.appendonly else 'no'}",
        "appendfsync everysec",
        f"maxmemory {memory if setup.memory is None else setup.memory}",
        "maxmemory-policy noeviction",
    ]
    return "".join(f"{line}\n" for line in told)
