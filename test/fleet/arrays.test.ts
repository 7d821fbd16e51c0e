import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { gsl, user } from '../cli/support.ts';

/* Jobs of arrays: their own command, as a shell gets it in each container, with the number that it is given there. */

interface Container {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Kubernetes puts variables of the container in place of `$(NAME)`, and leaves what is none. */
const expanded = (text: string, env: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\$|\$\(([^)]*)\)/gu, (all, name?: string) => (all === '$$' ? '$' : (env[name ?? ''] ?? all)));

interface IndexedJob {
  readonly spec: {
    readonly completionMode: string;
    readonly completions: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly [
          {
            readonly command: readonly string[];
            readonly args: readonly string[];
            readonly env: readonly { readonly name: string; readonly value: string }[];
            readonly volumeMounts: readonly { readonly mountPath: string }[];
          },
        ];
      };
    };
  };
}

interface ArrayJob {
  readonly arrayProperties: { readonly size: number };
  readonly containerOverrides: {
    readonly environment: readonly { readonly name: string; readonly value: string }[];
    readonly command: readonly string[];
  };
}

const text = (file: string): string => readFileSync(join('examples/fleet', file), 'utf8');
const valuesOf = (env: readonly { readonly name: string; readonly value: string }[]): Record<string, string> =>
  Object.fromEntries(env.map(({ name, value }) => [name, value]));

function kubernetes(): { readonly size: number; readonly containerAt: (index: number) => Container } {
  const { spec } = parse(text('kubernetes.yaml')) as IndexedJob;
  const [{ command, args, env, volumeMounts }] = spec.template.spec.containers;
  expect(spec.completionMode).toBe('Indexed');
  expect(volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/inventory', '/parts']);
  const containerAt = (index: number): Container => {
    const all = { ...valuesOf(env), JOB_COMPLETION_INDEX: String(index) };
    return { command: [...command, ...args].map((one) => expanded(one, all)), env: all };
  };
  return { size: spec.completions, containerAt };
}

function awsBatch(): { readonly size: number; readonly containerAt: (index: number) => Container } {
  const { arrayProperties, containerOverrides } = JSON.parse(text('aws-batch.json')) as ArrayJob;
  const { command, environment } = containerOverrides;
  const containerAt = (index: number): Container => ({
    command,
    env: { ...valuesOf(environment), AWS_BATCH_JOB_ARRAY_INDEX: String(index) },
  });
  return { size: arrayProperties.size, containerAt };
}

const folder = mkdtempSync(join(tmpdir(), 'gsl-arrays-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ['kubernetes.yaml', kubernetes],
  ['aws-batch.json', awsBatch],
])(
  '%s: the report of one run',
  async (file, read) => {
    const [inventory, parts] = ['inventory', 'parts'].map((name) => join(folder, file, name)) as [string, string];
    for (const path of [inventory, parts]) mkdirSync(path, { recursive: true });
    for (let part = 0; part < 10; part += 1) {
      const lines = [0, 1, 2].map((index) => JSON.stringify(user(`u${part}-${index}`, true, index === part % 3)));
      writeFileSync(join(inventory, `${part}.ndjson`), lines.join('\n'));
    }
    const { size, containerAt } = read();
    const built = `"${process.execPath}" "${resolve('dist/cli/bin.js')}"`;
    for (let index = 0; index < size; index += 1) {
      const { command, env } = containerAt(index);
      // The folders and the program of a container, as they are here.
      const [shell = '', ...given] = command.map((one) =>
        one
          .replace(/npx -y gsl-engine|\bgsl(?= evaluate)/u, built)
          .replaceAll('/inventory', inventory)
          .replaceAll('/parts/', `${parts}/`),
      );
      const run = spawnSync(shell, given, { env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8' });
      expect(run.status, run.stderr).toBe(0);
    }
    expect(readdirSync(parts)).toHaveLength(size);
    const files = readdirSync(parts).map((name) => join(parts, name));
    const merged = await gsl(['merge', ...files, '--format', 'sarif']);
    const whole = await gsl(['evaluate', inventory, '--format', 'sarif', '--now', '2026-11-25T00:00:00Z']);
    expect(merged.out).toBe(whole.out);
    expect(whole.out.split('"ruleId"').length).toBeGreaterThan(10);
  },
  60_000,
);
