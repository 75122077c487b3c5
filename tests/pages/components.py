"""What pages send to their components, and what components say back, without a browser."""

import json
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest


def drawn(app: AppTest, key: str) -> Any:
    """What the page sent to the component with this key."""
    (found,) = [each.proto for each in app.get("bidi_component") if each.proto.id.endswith(f"-{key}")]
    told = json.loads(found.json)
    return told[0] if isinstance(told, list) else told


def tell(app: AppTest, key: str, kind: str, value: object) -> None:
    """Let the component with this key say something, as it does in the browser."""
    (found,) = [each.proto for each in app.get("bidi_component") if each.proto.id.endswith(f"-{key}")]
    states = app._tree.get_widget_states()
    if kind == "told":
        ident, event = _make_trigger_id(found.id, "events"), [{"event": kind, "value": value}]
        states.widgets.add(id=ident, json_trigger_value=json.dumps(event))
    else:
        states.widgets.add(id=found.id, json_value=json.dumps({kind: value}))
    app._run(states)
