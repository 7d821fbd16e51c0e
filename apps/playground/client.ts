import type { Answer, Request } from './protocol.ts';

type Draft = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

/** Asks the worker. An answer to what was asked before something newer of its kind is not heard. */
export class Client {
  private readonly worker: Worker;
  private readonly latest = { read: 0, judge: 0, explain: 0 };
  private id = 0;

  constructor(program: string, hear: (answer: Answer) => void) {
    const address = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
    this.worker = new Worker(address);
    this.worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const of = kindOf(data);
      if (data.id === this.latest[of]) hear(data);
    };
    this.worker.onerror = ({ message }) => {
      hear({ kind: 'fault', id: 0, of: 'judge', text: message });
    };
  }

  ask(request: Draft): void {
    this.id += 1;
    this.latest[request.kind] = this.id;
    // What was explained belongs to the verdict before.
    if (request.kind !== 'explain') this.latest.explain = 0;
    this.worker.postMessage({ ...request, id: this.id });
  }
}

function kindOf(answer: Answer): Request['kind'] {
  switch (answer.kind) {
    case 'judged':
      return 'judge';
    case 'explained':
      return 'explain';
    case 'fault':
      return answer.of;
    default:
      return 'read';
  }
}
