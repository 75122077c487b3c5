"""Decisions written down: one frozen record, its faces in text, and a code that carries its answers. Pure."""

from records.code import Sealed, decode, encode
from records.errors import DamagedCode, ForeignRulebook, MalformedCode, NewerCode, RecordError, StaleAnswers
from records.record import Dissent, Record, record_of

__all__ = [
    "DamagedCode",
    "Dissent",
    "ForeignRulebook",
    "MalformedCode",
    "NewerCode",
    "Record",
    "RecordError",
    "Sealed",
    "StaleAnswers",
    "decode",
    "encode",
    "record_of",
]
