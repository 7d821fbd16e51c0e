// node ask.mjs RUN INVENTORY PARTS SHARDS RULES NOW: asks for a run, and waits until it is done. REDIS=host:port.
import { askFleet, watchFleet } from 'gsl-engine/fleet';
import { readFileSync } from 'node:fs';
import { parseRuleset } from 'gsl-engine/ruleset';
import { connection } from './connection.mjs';
import { storeAt } from './store.mjs';

const [id, inventory, parts, shards, rules, now = new Date().toISOString()] = process.argv.slice(2);
const { rulesets } = parseRuleset(readFileSync(rules, 'utf8'), rules);
const run = { id, inputs: [inventory], rulesets, shards: Number(shards), now };
const fleet = { connection: connection(), store: storeAt(parts) };
await askFleet(run, fleet);
for await (const { done, active, waiting } of watchFleet(run, fleet, { onError: ({ message }) => console.error(message) }))
  console.error(`${done}/${shards} parts done, ${active} at work, ${waiting} waiting`);
