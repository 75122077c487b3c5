"""The answer space as arrays: what numpy needs to evaluate, count and compare all answer sets of a rulebook."""
