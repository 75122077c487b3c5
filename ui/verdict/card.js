// Puts the card on the page. Its text was escaped where it was made.

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".stHtml");
  const open = [...place.querySelectorAll("details[open]")].map(({ id }) => id);
  place.innerHTML = data.card;
  for (const id of open) place.querySelector(`details#${id}`)?.setAttribute("open", "");
}
