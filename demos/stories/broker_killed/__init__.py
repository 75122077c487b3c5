"""The broker is killed right after the last task was handed over: what it still has depends on two settings."""
