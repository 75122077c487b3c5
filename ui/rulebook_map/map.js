// The map. Its text was escaped where it was made. What was open and what had the focus stays so.

export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".stHtml");
  place.onclick = ({ target }) => {
    const cell = target.closest("button[data-choice]");
    if (cell) setTriggerValue("step", { question: cell.dataset.question, choice: cell.dataset.choice });
  };
  if (place.drawn === data.map) return;
  const folds = new Map([...place.querySelectorAll("details")].map(({ id, open }) => [id, open]));
  const at = place.contains(document.activeElement) ? document.activeElement.id : "";
  place.innerHTML = place.drawn = data.map;
  for (const fold of place.querySelectorAll("details")) fold.open = folds.get(fold.id) ?? fold.open;
  if (at) document.getElementById(at)?.focus({ preventScroll: true });
}
