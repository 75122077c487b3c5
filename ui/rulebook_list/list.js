// The rules. Written once for a rulebook; after that the filters hide and show what is there.

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".stHtml");
  if (place.drawn === data.list) return leave;
  place.innerHTML = place.drawn = data.list;
  const rules = [...place.querySelectorAll(".qw-rule")].map((rule) => ({ rule, text: rule.textContent.toLowerCase() }));
  const form = place.querySelector(".qw-filters");
  const filter = () => choose(place, rules, new FormData(form));
  form.oninput = filter;
  form.onreset = () => setTimeout(filter);
  form.onsubmit = (event) => event.preventDefault();
  place.onclick = (event) => keep(event, form, filter, place);
  window.onhashchange = () => show(place, form, filter, location.hash.replace("#rule-", ""));
  filter();
  show(place, form, filter, new URL(location.href).searchParams.get("rule"));
  return leave;
}

function leave() {
  window.onhashchange = null;
}

function choose(place, rules, wanted) {
  const words = wanted.get("words").toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { rule, text } of rules) {
    const fits = named(rule, wanted) && words.every((word) => text.includes(word));
    rule.hidden = !fits;
    found += fits;
  }
  for (const group of place.querySelectorAll(".qw-rules")) group.hidden = !group.querySelector(".qw-rule:not([hidden])");
  const said = place.querySelector(".qw-found");
  said.textContent = found ? said.dataset.some.replace("{found}", found) : said.dataset.none;
}

function named(rule, wanted) {
  const has = { ...rule.dataset, aspect: rule.parentElement.dataset.aspect };
  return ["question", "option", "kind", "aspect"].every((name) => !wanted.get(name) || has[name].split(" ").includes(wanted.get(name)));
}

// A click on the address of a rule puts it into the address of the page, where it can be copied.
function keep(event, form, filter, place) {
  const link = event.target.closest(".qw-permalink");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const here = new URL(location.href);
  here.searchParams.set("rule", link.dataset.rule);
  here.hash = "";
  history.replaceState(history.state, "", here);
  show(place, form, filter, link.dataset.rule);
}

function show(place, form, filter, id) {
  const rule = [...place.querySelectorAll(".qw-rule")].find(({ dataset }) => dataset.rule === id);
  if (!rule) return;
  if (rule.hidden) {
    form.reset();
    filter();
  }
  for (const other of place.querySelectorAll(".qw-rule--asked")) other.classList.remove("qw-rule--asked");
  rule.classList.add("qw-rule--asked");
  rule.focus({ preventScroll: true });
  rule.scrollIntoView({ block: "start" });
}
