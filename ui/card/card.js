// Puts a card on the page and tells what its buttons say. The text of the card was escaped where it was made.

export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".stHtml");
  if (place.card !== data.card) show(place, data.card);
  place.onclick = ({ target, detail }) => {
    const button = target.closest("button[data-tell]");
    // The second click of a double click may land on what the first one brought.
    if (button && detail < 2) setTriggerValue("told", JSON.parse(button.dataset.tell));
  };
}

function show(place, card) {
  const open = [...place.querySelectorAll("details[open][id]")].map(({ id }) => id);
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  place.card = card;
  place.innerHTML = card;
  for (const id of open) found(place, id)?.setAttribute("open", "");
  if (focused) (found(place, focused.id) ?? place.querySelector("[data-focus]"))?.focus();
}

function found(place, id) {
  return id ? place.querySelector(`#${CSS.escape(id)}`) : null;
}
