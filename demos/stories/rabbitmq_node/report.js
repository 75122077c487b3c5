// How a process in Node.js tells the run what it does: lines of JSON in a pipe, as demos/report.py writes them.

import { writeSync } from "node:fs";

const STANDARD_OUTPUT = 1;
const pipe = Number(process.env.QUEUEWISE_EVENTS ?? STANDARD_OUTPUT);

// The name of this process, which is its stop on the route.
export const ownName = process.env.QUEUEWISE_NAME ?? "worker";

// Tell the run that something happened. Python's monotonic clock and this one are the same.
export function report(what, stop, message = null, detail = {}) {
  const moment = Number(process.hrtime.bigint()) / 1e9;
  writeSync(pipe, JSON.stringify({ what, stop, message, moment, detail }) + "\n");
}
