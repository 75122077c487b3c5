"""Rulebooks with one fault each."""
