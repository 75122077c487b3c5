// A finished run once more: from the start, on, one event further, or to any moment of it.

const LONGEST_WAIT = 1.5;
const MOST_FAULTS = 12;

class Replay {
  // `show` draws everything at once; `say` tells a screen reader.
  constructor(place, words, traffic, twins, say) {
    Object.assign(this, { place, words, traffic, twins, say, events: [], at: 0, playing: false });
    const [start, play, step] = place.querySelectorAll("button");
    Object.assign(this, { play, slider: place.querySelector("input"), moment: place.querySelector(".at") });
    start.textContent = words.from_start;
    step.textContent = words.step;
    start.onclick = () => this.goTo(0);
    play.onclick = () => this.toggle();
    step.onclick = () => this.step();
    this.slider.setAttribute("aria-label", words.slider);
    this.slider.oninput = () => this.goTo(Number(this.slider.value));
    this.name();
  }

  keep(events) {
    const last = this.events.length;
    this.events.push(...events.filter((event) => event.seq > last));
  }

  // The run is over: the visitor takes the picture over.
  open() {
    this.place.hidden = !this.events.length;
    this.slider.max = String(this.events.length);
    this.at = this.events.length;
    this.faults();
    this.tell();
  }

  toggle() {
    if (!this.playing && this.at >= this.events.length) this.goTo(0);
    this.playing = !this.playing;
    this.wait = 0;
    this.name();
  }

  step() {
    this.pause();
    if (this.at < this.events.length) this.advance();
    this.traffic.show();
    this.twins.show();
    this.tell();
    if (this.at) this.say(this.twins.sentence(this.events[this.at - 1]));
  }

  pause() {
    this.playing = false;
    this.name();
  }

  goTo(position) {
    this.pause();
    this.traffic.forget();
    this.twins.forget();
    this.traffic.take(this.events.slice(0, position), true);
    this.at = position;
    this.wait = 0;
    this.traffic.show();
    this.twins.show();
    this.tell();
  }

  advance() {
    this.traffic.take([this.events[this.at]]);
    this.at += 1;
  }

  // Time goes by as it did in the run, only long waits are cut short.
  tick(passed) {
    if (!this.playing) return;
    this.wait = (this.wait || 0) + passed / 1000;
    while (this.at < this.events.length && this.wait >= this.gap(this.at)) {
      this.wait -= this.gap(this.at);
      this.advance();
    }
    if (this.at >= this.events.length) this.pause();
    this.tell();
  }

  gap(index) {
    const before = index ? this.events[index - 1].at : 0;
    return Math.min(LONGEST_WAIT, Math.max(0, this.events[index].at - before));
  }

  name() {
    this.play.textContent = this.playing ? this.words.pause : this.words.play;
  }

  tell() {
    const last = this.events[Math.max(0, this.at - 1)];
    const text = fill(this.words.moment, { seconds: this.at && last ? last.at.toFixed(2) : "0.00", at: this.at, all: this.events.length });
    this.slider.value = String(this.at);
    this.slider.style.setProperty("--share", String(this.at / (this.events.length || 1)));
    this.slider.setAttribute("aria-valuetext", text);
    this.moment.textContent = text;
  }

  // Every moment at which something was broken, on the line and as a way to go there.
  faults() {
    const found = this.events.map((event, index) => ({ event, index })).filter(({ event }) => signOf(event.what));
    const marks = found.map(({ event, index }) => {
      const mark = node("span", `moment ${tone(event.what)}`);
      mark.style.setProperty("--share", String((index + 1) / this.events.length));
      mark.append(sign(event.what));
      return mark;
    });
    this.place.querySelector(".moments").replaceChildren(...marks);
    const ways = found.slice(0, MOST_FAULTS).map(({ event, index }) => {
      const button = node("button", tone(event.what), null, { type: "button" });
      button.append(sign(event.what), fill(this.words.fault, { seconds: event.at.toFixed(2), says: this.twins.sentence(event) }));
      button.onclick = () => this.goTo(index + 1);
      const item = node("li");
      item.append(button);
      return item;
    });
    this.place.querySelector("ol").replaceChildren(...ways);
  }
}

function fill(sentence, values) {
  return sentence.replace(/{(\w+)}/g, (_, name) => String(values[name]));
}
