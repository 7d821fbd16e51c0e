// node worker.mjs PARTS: works until it is told to stop. As many of these as there are cores, on any number of machines.
import { workForFleet } from 'gsl-engine/fleet';
import { connection } from './connection.mjs';
import { storeAt } from './store.mjs';

const [parts] = process.argv.slice(2);
const worker = await workForFleet(
  { connection: connection(), store: storeAt(parts) },
  { stalledAfter: Number(process.env.STALLED_AFTER ?? 30_000), onError: ({ message }) => console.error(message) },
);
worker.on('completed', ({ data }) => console.error(`part ${data.index} done`));
worker.on('failed', (job, { message }) => console.error(`part ${job?.data.index} failed: ${message}`));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void worker.close().then(() => process.exit(0)));
