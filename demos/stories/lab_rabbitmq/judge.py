"""Judges the lab by its books, as every lab is judged."""

from demos.lab.judging import judge_lab as judge

__all__ = ["judge"]
