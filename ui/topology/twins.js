// The same as the picture, in words and in numbers. Both keep in step with it.

const TOLD = 8;
const FAULT_NAMES = new Set(["asked", "begun"]);

class Twins {
  constructor(place, data, traffic) {
    this.data = data;
    this.traffic = traffic;
    this.labels = new Map(Object.entries(data.names));
    this.list = place.querySelector(".told ol");
    this.rows = rows(place.querySelector(".stops table"), data, [...data.route.stops].sort(inOrder));
    this.forget();
  }

  forget() {
    this.latest = [];
  }

  hear(event) {
    this.latest.unshift(event);
    this.latest.length = Math.min(this.latest.length, TOLD);
  }

  show() {
    this.list.replaceChildren(...this.latest.map((event) => this.line(event)));
    for (const [id, { state, number }] of this.rows) {
      write(state, this.traffic.says(id));
      write(number, String(this.traffic.number(id)));
    }
  }

  line(event) {
    const item = node("li", tone(event.what));
    item.append(node("span", "time", `${event.at.toFixed(2)} s`), said(event, this.sentence(event)));
    return item;
  }

  sentence(event) {
    const { sentences, chapters, faults } = this.data;
    const { name = "", value = "", queue = "" } = event.detail;
    const values = {
      ...event.detail,
      name: event.what === "stage" ? (chapters[name] ?? name) : name,
      value: FAULT_NAMES.has(name) ? (faults[value] ?? value) : value,
      message: event.message || "",
      stop: this.labels.get(event.stop) ?? event.stop,
      queue: this.labels.get(queue) ?? queue,
    };
    return sentences[key(event)].replace(/{(\w+)}/g, (_, place) => String(values[place] ?? ""));
  }
}

// Which sentence tells an event; `ui/telling.py` chooses in the same way.
function key({ what, detail, message }) {
  if (what === "delivered" && detail.redelivered) return "delivered_again";
  if (what === "closed" && !detail.waiting) return "closed_empty";
  if (what === "observed" && FAULT_NAMES.has(detail.name)) return `observed_${detail.name}`;
  return (what === "observed" || what === "measured") && message ? `${what}_of` : what;
}

// What is written again is laid out again, even if it is the same.
function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function said(event, sentence) {
  const words = node("span", "words");
  if (signOf(event.what)) words.append(sign(event.what));
  words.append(sentence);
  return words;
}

function sign(what) {
  const icon = make("svg", { viewBox: "-9 -9 18 18", width: 14, height: 14, class: `sign ${tone(what)}`, "aria-hidden": "true" });
  icon.appendChild(make("path", { d: signOf(what) }));
  return icon;
}

function tone(what) {
  return SIGNS[what] ? "fault" : signOf(what) ? "over" : "";
}

function rows(table, { words, names }, stops) {
  const head = node("tr");
  for (const name of ["place", "state", "passed"]) head.append(node("th", name, words[name], { scope: "col" }));
  const body = stops.map((stop) => {
    const [row, state, number] = [node("tr"), node("td"), node("td", "passed")];
    row.append(node("th", "", names[stop.id], { scope: "row" }), state, number);
    return { id: stop.id, row, state, number };
  });
  table.replaceChildren(head, ...body.map(({ row }) => row));
  return new Map(body.map(({ id, state, number }) => [id, { state, number }]));
}

function inOrder(one, other) {
  return one.column - other.column || one.row - other.row;
}

function node(name, style = "", text = null, attributes = {}) {
  const made = document.createElement(name);
  if (style) made.className = style;
  if (text !== null) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
