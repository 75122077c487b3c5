"""The decision is written down from the Decide page, and what people type stays text."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from records import decode
from records.decision import read_decision
from records.shown import shown_so_far
from ui.writing import FACES

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
ANSWERS = {"routing": "pattern", "language": "several"}


def opened(**answers: str) -> AppTest:
    """The Decide page with these answers, and the record open."""
    app = AppTest.from_file(FRAME, default_timeout=30)
    for question, choice in answers.items():
        app.query_params[question] = choice
    app.run()
    return drawn(app) if answers else app


def drawn(app: AppTest) -> AppTest:
    """The record with what was typed. Outside of a browser every change closes it, so it is opened again."""
    app.button(key="write_down").click().run()
    assert not app.exception
    return app


def shown(app: AppTest, face: str) -> str:
    """The text of a face."""
    app.radio(key="record_face").set_value(face)
    return str(drawn(app).code[-1].value)


def test_without_answers_there_is_nothing_to_write_down() -> None:
    assert not [button for button in opened().button if button.key == "write_down"]


def test_the_link_stands_for_the_answers() -> None:
    link = str(opened(**ANSWERS).code[0].value)

    assert dict(decode(link.rpartition("/d/")[2]).answers) == ANSWERS


@pytest.mark.parametrize("face", FACES)
def test_every_face_is_shown(face: str) -> None:
    assert "RabbitMQ only" in shown(opened(**ANSWERS), face) or "rabbitmq" in shown(opened(**ANSWERS), face)


def test_what_people_type_stands_in_the_record() -> None:
    app = opened(**ANSWERS)
    app.text_input(key="record_title").set_value("the order service")
    app.text_area(key="record_people").set_value("Ada\n\nGrace\n")
    app.text_area(key="record_dissent").set_value("Linus: Redis is there")
    app.text_area(key="record_why_now").set_value("<script>alert(1)</script>")

    decision = read_decision(shown(app, "decision"), file="decision.yaml")

    assert (decision.title, decision.people) == ("the order service", ("Ada", "Grace"))
    assert (decision.dissent[0].who, decision.dissent[0].says) == ("Linus", "Redis is there")
    assert decision.why_now == "<script>alert(1)</script>"
    assert "<script" not in shown(app, "card")


def test_the_receipts_at_hand_stand_in_the_record() -> None:
    decision = read_decision(shown(opened(**ANSWERS), "decision"), file="decision.yaml")

    assert decision.receipts
    assert decision.receipts == shown_so_far(decision.record().recommendation)


def test_a_dissent_without_a_name_is_asked_about_and_nothing_is_lost() -> None:
    app = opened(**ANSWERS)
    app.text_area(key="record_dissent").set_value("Redis is there\nLinus: yes")

    assert len(drawn(app).warning) == 1
    assert "Linus" in shown(app, "madr")
