// The demos to choose from. The browser filters them; a choice is told to Python, which draws the demo below.

const WAIT_FRAMES = 300;
const NARROW = 640;
export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".stHtml");
  if (place.drawn !== data.list) write(place, data);
  mark(place, data.chosen);
  place.oninput = () => filter(place);
  place.onreset = () => setTimeout(() => filter(place));
  place.onsubmit = (event) => event.preventDefault();
  place.onclick = (event) => choose(event, data.chosen, setTriggerValue);
}

function choose(event, chosen, setTriggerValue) {
  if (event.target.closest("[data-tour]") && event.detail < 2) setTriggerValue("told", { tour: true });
  const link = event.target.closest("a[data-demo]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const all = link.closest("details");
  if (all) all.open = false;
  if (link.dataset.demo !== chosen) setTriggerValue("told", { demo: link.dataset.demo });
  comeTo(link.dataset.demo);
}

// What was filtered and unfolded stays when the list is written anew.
function write(place, { list, open }) {
  const wanted = place.drawn ? [...new FormData(place.querySelector("form"))] : [];
  const unfolded = place.querySelector("details")?.open ?? (open && innerWidth > NARROW);
  place.innerHTML = place.drawn = list;
  for (const [name, value] of wanted) place.querySelector("form").elements.namedItem(name).value = value;
  place.querySelector("details").open = unfolded;
  filter(place);
}

function mark(place, chosen) {
  for (const link of place.querySelectorAll("a[data-demo]")) {
    if (link.dataset.demo === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function filter(place) {
  const wanted = Object.fromEntries(new FormData(place.querySelector("form")));
  const fits = ({ dataset }) => ["option", "aspect"].every((name) => !wanted[name] || dataset[name].split(" ").includes(wanted[name]));
  const rows = [...place.querySelectorAll(".qw-shelf li")];
  for (const row of rows) row.hidden = !fits(row);
  for (const shelf of place.querySelectorAll(".qw-shelf")) shelf.hidden = !shelf.querySelector("li:not([hidden])");
  const found = rows.filter((row) => !row.hidden).length;
  const said = place.querySelector(".qw-found");
  said.textContent = found ? said.dataset.some.replace("{found}", found) : said.dataset.none;
}

// The demo is drawn by Python, a moment later: as soon as it is there, it comes into sight and gets the focus.
function comeTo(demo, frames = WAIT_FRAMES) {
  const title = document.querySelector(`.qw-claim[data-demo="${CSS.escape(demo)}"] h2`);
  if (!title) return frames && requestAnimationFrame(() => comeTo(demo, frames - 1));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  title.focus({ preventScroll: true });
  title.closest(".st-key-qw_demo").scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
}
