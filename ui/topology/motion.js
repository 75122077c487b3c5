// What happens on the route: each event becomes a dot that travels to its stop, and changes what the stop says.

const ANIMATED_OF_A_BURST = 60;
const STEP_MS = 200;
const COME_AND_GO = new Set(["consumer", "worker", "scheduler"]);
const CHANGES = {
  joined: "here", bound: "here", up: "here", thawed: "here", mended: "here", calmed: "here", left: "left",
  killed: "killed", frozen: "frozen", cut: "cut", alarmed: "alarmed", restarted: "restarted", slowed: "slowed",
  flooded: "flooded",
};

class Traffic {
  // `still` says whether nothing may move. `heard` gets every event, in the order in which it is shown.
  constructor(words, dots, still, heard) {
    Object.assign(this, { words, dots, still, heard });
    this.forget();
  }

  // Everything is as it was before the first event.
  forget() {
    this.seen = 0;
    for (const known of ["keys", "where", "copies", "passed", "states"]) this[known] = new Map();
    this.dots.clear();
    this.changed = new Set(this.picture?.stops.keys());
  }

  // A new drawing (first, or after a change of width): what was counted stays.
  standOn(picture) {
    this.picture = picture;
    this.dots.fit(picture.layout.width, picture.layout.height);
    this.changed = new Set(picture.stops.keys());
    this.show();
  }

  // Events that were shown before are left out. Of many at once, only the last ones move.
  take(events, quietly = false) {
    const fresh = events.filter((event) => event.seq > this.seen);
    const quiet = quietly ? fresh.length : fresh.length - ANIMATED_OF_A_BURST;
    fresh.forEach((event, index) => {
      this.seen = event.seq;
      this.happen(event, index < quiet);
    });
  }

  happen(event, quietly) {
    this.heard(event, quietly);
    this.news = true;
    if (!this.picture.stops.has(event.stop)) return;
    const change = CHANGES[event.what];
    if (change) this.states.set(event.stop, change);
    else if (event.message) this.arrive(event, quietly);
    this.changed.add(event.stop);
  }

  arrive(event, quietly) {
    const { what, stop, message, detail } = event;
    const again = what === "delivered" && Boolean(detail.redelivered);
    const shape = what === "retrying" ? "retried" : again ? "redelivered" : "plain";
    if (detail.routing_key) this.keys.set(message, String(detail.routing_key));
    this.travel(message, this.way(message, stop, detail.queue, again), stop, shape, quietly);
    this.remember(message, stop, detail.queue);
    if (what === "confirmed") this.copy(message, stop, quietly);
  }

  // A confirmed message is in every queue that its exchange copies it into.
  copy(message, exchange, quietly) {
    const arrows = this.picture.arrows.filter((arrow) => arrow.start === exchange);
    const key = (this.keys.get(message) || "").split(".");
    for (const arrow of arrows) {
      const bound = this.stateOf(arrow.end) === "here";
      if (!bound || (arrows.length > 1 && !fits(arrow.label.split("."), key))) continue;
      this.travel(message, [leg(arrow, false)], arrow.end, "plain", quietly);
      this.remember(message, arrow.end, arrow.end);
    }
  }

  travel(message, way, stop, shape, quietly) {
    for (const id of [...way.map((one) => one.to), stop]) this.count(id, message);
    if (way.length && !quietly && !this.still()) this.dots.launch(way, shape);
  }

  remember(message, stop, queue) {
    if (!this.where.has(message)) this.where.set(message, new Set());
    this.where.get(message).delete(stop);
    this.where.get(message).add(stop);
    if (queue) this.copies.set(`${message} ${queue}`, stop);
  }

  count(id, message) {
    if (!this.passed.has(id)) this.passed.set(id, new Set());
    this.passed.get(id).add(message);
    if (!this.states.has(id)) this.states.set(id, "here");
    this.changed.add(id);
  }

  // The arrows to take: from where this copy was last, or the message. What is delivered again goes back into
  // its queue first, along the arrow on which it came.
  way(message, stop, queue, again) {
    const copy = this.copies.get(`${message} ${queue}`);
    if (copy === stop) return [];
    if (copy && again) return [...this.search(copy, queue, true), ...this.search(queue, stop, false)];
    const visited = [...(this.where.get(message) || [])].reverse();
    if (visited[0] === stop) return [];
    const starts = copy ? [copy, ...visited] : visited;
    return starts.map((start) => this.search(start, stop, false)).find((legs) => legs.length) || [];
  }

  search(start, goal, bothWays) {
    const name = `${start} ${goal} ${bothWays}`;
    if (!this.picture.ways.has(name)) this.picture.ways.set(name, this.shortest(start, goal, bothWays));
    return this.picture.ways.get(name);
  }

  shortest(start, goal, bothWays) {
    const reached = new Map([[start, []]]);
    for (const [stop, legs] of reached) {
      if (stop === goal) return legs;
      for (const arrow of this.picture.arrows) {
        if (arrow.start === stop && !reached.has(arrow.end)) reached.set(arrow.end, [...legs, leg(arrow, false)]);
        if (bothWays && arrow.end === stop && !reached.has(arrow.start)) reached.set(arrow.start, [...legs, leg(arrow, true)]);
      }
    }
    return [];
  }

  stateOf(id) {
    const { late, kind } = this.picture.stops.get(id);
    return this.states.get(id) || (late || COME_AND_GO.has(kind) ? "awaited" : "here");
  }

  // What a stop is at this moment, in words: its kind as long as nothing is wrong with it.
  says(id) {
    const state = this.stateOf(id);
    return this.words[state === "here" ? this.picture.stops.get(id).kind : state];
  }

  number(id) {
    return this.passed.get(id)?.size || 0;
  }

  // Numbers that change in every frame can be read by nobody: they follow some times a second.
  due(now) {
    return this.news && now >= (this.shown || 0) + STEP_MS;
  }

  // Draws what has changed since the last time.
  show(now = performance.now()) {
    this.shown = now;
    this.news = false;
    for (const id of this.changed) {
      const drawn = this.picture.stops.get(id);
      const state = this.stateOf(id);
      drawn.group.setAttribute("class", `stop ${drawn.kind} ${state}`);
      drawn.sign.setAttribute("d", SIGNS[state] || "");
      drawn.under.textContent = this.says(id);
      const number = String(this.number(id));
      const half = Math.max(16, 8 + number.length * 4);
      drawn.count.textContent = number;
      drawn.pill.setAttribute("x", -half);
      drawn.pill.setAttribute("width", 2 * half);
      drawn.badge.style.display = this.number(id) ? "" : "none";
    }
    this.changed.clear();
  }
}

// Whether the words of a routing key fit a pattern: * is one word, # any number of them.
function fits([first, ...rest], key) {
  if (first === undefined) return key.length === 0;
  if (first === "#") return fits(rest, key) || (key.length > 0 && fits([first, ...rest], key.slice(1)));
  return key.length > 0 && (first === "*" || first === key[0]) && fits(rest, key.slice(1));
}

function leg(arrow, back) {
  return { points: back ? [...arrow.points].reverse() : arrow.points, to: back ? arrow.start : arrow.end };
}
