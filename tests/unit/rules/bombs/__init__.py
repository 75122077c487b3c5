"""Rulebooks that were made to hurt: each is judged quickly in little memory, or refused."""
