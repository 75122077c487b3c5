// The dots that travel, on a canvas above the route: hundreds of them are cheaper there than as nodes of the page.

const HOP = 420;
const MOST_DOTS = 300;
const SIZE = 9;
const SHAPES = {
  plain: "M0,-5.5a5.5,5.5 0 1,0 0.01,0Z",
  redelivered: "M0,-7.5L7,5.5H-7Z",
  retried: "M-5.5,-5.5H5.5V5.5H-5.5Z",
};

class Dots {
  // `looks` gives the colours of each shape at this moment: visitors change between light and dark.
  constructor(canvas, looks) {
    this.canvas = canvas;
    this.looks = looks;
    this.moving = [];
  }

  fit(width, height) {
    this.scale = Math.min(2, window.devicePixelRatio || 1);
    this.canvas.width = Math.round(width * this.scale);
    this.canvas.height = Math.round(height * this.scale);
    this.moving = [];
    this.stamp();
  }

  clear() {
    this.moving = [];
  }

  launch(way, shape) {
    if (!this.moving.length) this.stamp();
    if (this.moving.length < MOST_DOTS) this.moving.push({ way, shape, began: performance.now() });
  }

  // Each shape is drawn once and then only copied.
  stamp() {
    this.stamps = Object.fromEntries(Object.entries(this.looks()).map(([shape, look]) => [shape, stamp(shape, look, this.scale)]));
  }

  draw(now) {
    if (!this.moving.length && !this.drawn) return;
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.moving = this.moving.filter(({ way, began }) => (now - began) / HOP < way.length);
    for (const { way, shape, began } of this.moving) this.place(pen, way, Math.max(0, (now - began) / HOP), this.stamps[shape]);
    if (Boolean(this.drawn) !== Boolean(this.moving.length)) this.canvas.toggleAttribute("data-moving", this.moving.length > 0);
    this.drawn = this.moving.length;
  }

  place(pen, way, at, stamped) {
    const { x, y } = pointOn(way[Math.floor(at)], at % 1);
    pen.drawImage(stamped, Math.round(x * this.scale) - stamped.width / 2, Math.round(y * this.scale) - stamped.height / 2);
  }
}

function stamp(shape, { fill, stroke }, scale) {
  const made = document.createElement("canvas");
  made.width = made.height = 2 * Math.ceil(SIZE * scale);
  const pen = made.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, made.width / 2, made.height / 2);
  const path = new Path2D(SHAPES[shape]);
  [pen.fillStyle, pen.strokeStyle, pen.lineWidth] = [fill, stroke, 1.25];
  pen.fill(path);
  pen.stroke(path);
  return made;
}

function pointOn({ points }, share) {
  const exact = share * (points.length - 1);
  const [a, b] = [points[Math.floor(exact)], points[Math.min(points.length - 1, Math.floor(exact) + 1)]];
  const rest = exact % 1;
  return { x: a.x + (b.x - a.x) * rest, y: a.y + (b.y - a.y) * rest };
}
