// A plain gateway: every notification of a topic to every client that subscribed to its channel.
// node gateway.js <bootstrap servers> <topic>; prints "listening <port>", ends with its standard input.
import { createServer } from "node:http";
import { Kafka, logLevel } from "kafkajs";
import { WebSocketServer } from "ws";

const [bootstrapServers, topic] = process.argv.slice(2);
const audiences = new Map();

const http = createServer();
new WebSocketServer({ server: http, path: "/ws" }).on("connection", (client) => {
  client.on("error", console.error);
  client.on("message", (data) => {
    const { channels, id } = JSON.parse(data);
    for (const channel of channels) {
      if (!audiences.has(channel)) {
        audiences.set(channel, new Set());
      }
      audiences.get(channel).add(client);
      client.on("close", () => audiences.get(channel).delete(client));
    }
    client.send(JSON.stringify({ type: "subscription", action: "subscribed", channels, id }));
  });
});

const kafka = new Kafka({ brokers: bootstrapServers.split(","), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: `node-gateway-${process.pid}-${topic}` });
const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: false });
await consumer.run({
  eachMessage: async ({ partition, message }) => {
    const audience = audiences.get(message.key.toString());
    if (audience) {
      const cursor = `${partition}.${message.offset}`;
      const head = `{"type":"notification","channel":"${message.key}","cursor":"${cursor}","data":`;
      const frame = Buffer.from(`${head}${message.value}}`);
      for (const client of audience) {
        client.send(frame, { binary: false });
      }
    }
  },
});
await joined;

http.listen(0, "127.0.0.1", 4096, () => console.log("listening", http.address().port));
process.stdin.on("end", () => process.exit(0)).resume();
