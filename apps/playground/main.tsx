import { render } from 'preact';
import { loadPatterns } from '../../src/values/pattern-engine.ts';
import { builtInExamples } from './examples.ts';
import { Judge } from './judge.ts';
import { App } from './page.tsx';
import type { Request } from './protocol.ts';
import { sharedIn } from './share.ts';

/* One program for the page and for its worker, which the page starts from its own text: nothing is written twice. */

declare global {
  /** The complete schemas as the page carries them; what is bundled reads them here. */
  var gslSchemas: Readonly<Record<string, string>>;
}

function startWorker(): void {
  const judge = new Judge((answer) => postMessage(answer));
  const ready = loadPatterns();
  addEventListener('message', ({ data }: MessageEvent<Request>) => void ready.then(() => judge.take(data)));
}

async function startPage(): Promise<void> {
  const root = document.getElementById('app');
  const program = document.getElementById('program')?.textContent;
  if (root === null || program === undefined || program === null) return;
  const schemas = document.getElementById('schemas')?.textContent ?? '{}';
  globalThis.gslSchemas = JSON.parse(schemas) as Readonly<Record<string, string>>;
  await loadPatterns();
  const shared = await sharedIn(location.hash);
  root.replaceChildren();
  render(
    <App program={`globalThis.gslSchemas=${schemas};${program}`} examples={builtInExamples()} shared={shared} />,
    root,
  );
  root.dataset['ready'] = 'true';
}

if (typeof document === 'undefined') startWorker();
else void startPage();
