// A consumer and producer in Node.js: cooks orders from one queue, and passes each on to another as it came.
//
//     node cook.js FROM TO MILLISECONDS

import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import amqp from "amqplib";

import { ownName, report } from "./report.js";

const [from, to, milliseconds] = process.argv.slice(2);

const connection = await amqp.connect(process.env.QUEUEWISE_RABBITMQ_URL);
const channel = await connection.createConfirmChannel();
await channel.prefetch(1);
await channel.consume(from, cook);
report("joined", ownName, null, { pid: process.pid, runtime: `Node.js ${process.version}` });

async function cook(message) {
  const id = message.properties.messageId;
  report("delivered", ownName, id, { queue: from, redelivered: Number(message.fields.redelivered) });
  report("started", ownName, id, { queue: from, attempt: 1, pid: process.pid });

  const order = JSON.parse(message.content.toString());
  await sleep(Number(milliseconds)); // cooking
  await passOn(message.content, id);

  report("executed", ownName, id, { queue: from, attempt: 1, digest: digest(message.content), city: order.city });
  // Only now: when this process is killed before this line, the broker gives the order to somebody else.
  channel.ack(message);
  report("acknowledged", ownName, id, { queue: from });
}

// Publish the bytes as they came, and wait until the broker has them.
async function passOn(body, id) {
  channel.sendToQueue(to, body, { messageId: id, contentType: "application/json", persistent: true });
  await channel.waitForConfirms();
  report("confirmed", to, id);
}

function digest(body) {
  return createHash("sha256").update(body).digest("hex");
}
