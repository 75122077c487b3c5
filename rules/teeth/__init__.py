"""Tests with teeth: cases in which every clause decides once, and proof that they catch every mistake in a rule.

`make cases` writes the generated ones. Its doors: `rules.teeth.generated.regenerate` and `rules.teeth.report.report`.
"""
