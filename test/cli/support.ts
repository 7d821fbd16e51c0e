import { run } from '../../src/cli/main.ts';

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export async function gsl(args: readonly string[], stdin = ''): Promise<Run> {
  let out = '';
  let err = '';
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(stdin);
  }
  const code = await run(args, {
    out: (text) => {
      out += text;
      return Promise.resolve();
    },
    err: (text) => {
      err += text;
    },
    stdin: bytes(),
    colorOut: false,
    colorErr: false,
    isInteractive: false,
  });
  return { code, out, err };
}

/** A user with two access keys, active or not. */
export function user(name: string, first: boolean, second: boolean): object {
  return {
    type: 'IamUser',
    id: name,
    name,
    accountNumber: '111122223333',
    firstAccessKey: { isActive: first },
    secondAccessKey: { isActive: second },
  };
}
