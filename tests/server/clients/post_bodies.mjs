// Sends the body of each line of standard input, after its URL and a tab; prints status and response.
import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
  const [url, body] = line.split("\t");
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body });
  console.log(`${response.status}\t${await response.text()}`);
}
