import { rmSync } from 'node:fs';

/** Files that nobody wants when the process ends before they are whole. */
const leftovers = new Set<string>();

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Removes a file when the process ends, by itself or by a signal, unless it is forgotten before. */
export function removeOnExit(file: string): void {
  if (leftovers.size === 0) {
    process.on('exit', removeAll);
    for (const signal of SIGNALS) process.on(signal, end);
  }
  leftovers.add(file);
}

/** The file is whole now, or gone. */
export function forget(file: string): void {
  if (leftovers.delete(file) && leftovers.size === 0) stopListening();
}

function stopListening(): void {
  process.off('exit', removeAll);
  for (const signal of SIGNALS) process.off(signal, end);
}

function removeAll(): void {
  for (const file of leftovers) {
    try {
      rmSync(file, { force: true });
    } catch {
      // What cannot be removed stays: the process ends all the same.
    }
  }
  leftovers.clear();
}

/** Ends as the signal would have ended the process, so that who sent it sees that. */
function end(signal: NodeJS.Signals): void {
  removeAll();
  stopListening();
  process.kill(process.pid, signal);
}
