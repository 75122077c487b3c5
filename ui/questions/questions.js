// The questions. Drawn once for a rulebook; after that only what changes is touched, so focus and scroll stay.

export default function ({ data: [data], parentElement, setStateValue }) {
  const form = parentElement.querySelector(".qw-questions");
  if (form.dataset.rulebook !== data.rulebook) build(form, data);
  form.onchange = ({ target }) => give(form, data, target, setStateValue);
  // An answer to something older than the last click would undo that click for a moment.
  if (data.heard >= Number(form.dataset.given)) show(form, data);
}

function give(form, data, { name, value }, setStateValue) {
  const answers = { ...JSON.parse(form.dataset.answers), [name]: value };
  if (!value) delete answers[name];
  const number = Math.max(Number(form.dataset.given), data.heard) + 1;
  Object.assign(form.dataset, { answers: JSON.stringify(answers), given: number });
  setStateValue("given", { number, answers });
}

function show(form, { answers, answered, sways }) {
  form.dataset.answers = JSON.stringify(answers);
  for (const question of form.querySelectorAll(".qw-ask")) mark(question, sways[question.dataset.question]);
  for (const choice of form.querySelectorAll("input")) choice.checked = choice.value === (answers[choice.name] ?? "");
  for (const group of form.querySelectorAll(".qw-group")) {
    const said = answered[group.dataset.group] ?? "";
    const count = group.querySelector(".qw-answered");
    if (said && !count.textContent && group.open === false) group.open = true;
    count.textContent = said;
  }
}

function mark(question, [sway, words] = ["", ""]) {
  const place = question.querySelector(".qw-sway");
  place.className = sway ? `qw-sway qw-sway--${sway}` : "qw-sway";
  place.textContent = words;
}

function build(form, { rulebook, groups, words }) {
  Object.assign(form.dataset, { rulebook, answers: "{}", given: 0 });
  form.replaceChildren(...groups.map((group) => draw(group, words)));
}

function draw(group, words) {
  const questions = group.questions.map((question) => ask(question, words));
  const title = make("h2", { textContent: group.title });
  const count = make("span", { className: "qw-answered" });
  const [box, head] = group.core ? ["section", title] : ["details", make("summary", {}, title, count)];
  if (group.core) title.append(count);
  const drawn = make(box, { className: "qw-group" }, head, ...questions);
  drawn.dataset.group = group.id;
  return drawn;
}

function ask({ id, ask, why, choices }, words) {
  const title = make("p", { id: `qw-ask-${id}`, textContent: ask });
  const sway = make("p", { id: `qw-sway-${id}`, className: "qw-sway" });
  const drawn = make(
    "div",
    { className: "qw-ask", role: "radiogroup" },
    title,
    reason(why, `${words.why_we_ask}: ${ask}`),
    ...[...choices, ["", words.not_sure]].map(([choice, label]) => offer(id, choice, label)),
    sway,
  );
  drawn.dataset.question = id;
  drawn.setAttribute("aria-labelledby", title.id);
  drawn.setAttribute("aria-describedby", sway.id);
  return drawn;
}

function reason(why, title) {
  const name = make("span", { className: "qw-visually-hidden", textContent: title });
  return make("details", { className: "qw-why" }, make("summary", {}, name), make("p", { textContent: why }));
}

function offer(name, value, label) {
  const choice = make("input", { type: "radio", name, value });
  return make("label", {}, choice, make("span", { textContent: label }));
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
