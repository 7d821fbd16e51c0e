import { describe, expect, it } from 'vitest';
import { collect, temporaryFolder } from './support.ts';

const folder = temporaryFolder();

function change(address: string): object {
  const [type, name] = address
    .replace(/\[.*?\]/gu, '')
    .split('.')
    .slice(-2);
  return { address, mode: 'managed', type, name, change: { actions: ['create'], after: {}, after_unknown: {} } };
}

function write(root: string, addresses: readonly string[]): string {
  const plan = { format_version: '1.2', terraform_version: '1.9.0', resource_changes: addresses.map(change) };
  return folder.write(`${root}/plan.json`, JSON.stringify(plan));
}

async function places(plan: string): Promise<readonly string[]> {
  const { records } = await collect([plan]);
  return records.flatMap(({ kind, provenance: { file, line, address } }) =>
    kind === 'entity' ? [`${address ?? ''} ${file.slice(folder.path.length + 1)}:${line ?? 0}`] : [],
  );
}

describe('the .tf files beside a plan', () => {
  it('are where its entities are', async () => {
    const plan = write('here', [
      'aws_x.a',
      'aws_x.b["k.] x"]',
      'aws_x.gone',
      'module.m[0].aws_x.c',
      'module.far.aws_x.d',
    ]);
    folder.write(
      'here/main.tf',
      '# first\nresource "aws_x" "a" {\n}\nmodule "m" {\n  count = 1\n  source = "./m"\n}\n',
    );
    folder.write('here/more.tf', 'module "far" {\n  source = "acme/far"\n}\nresource "aws_x" "b" {\n}\n');
    folder.write('here/m/main.tf', '\n\nresource "aws_x" "c" {\n}\n');
    expect(await places(plan)).toEqual([
      'aws_x.a here/main.tf:2',
      'aws_x.b["k.] x"] here/more.tf:4',
      'aws_x.gone here/plan.json:1',
      'module.m[0].aws_x.c here/m/main.tf:3',
      'module.far.aws_x.d here/plan.json:1',
    ]);
  });

  it('are found by what terraform init notes, too', async () => {
    const plan = write('noted', ['module.far.module.in.aws_x.d']);
    folder.write('noted/main.tf', 'module "far" {\n  source = "acme/far"\n}\n');
    const modules = [
      { Key: '', Source: '', Dir: '.' },
      { Key: 'far', Source: 'acme/far', Dir: '.terraform/modules/far' },
      { Key: 'far.in', Source: './in', Dir: '.terraform/modules/far/in' },
    ];
    folder.write('noted/.terraform/modules/modules.json', JSON.stringify({ Modules: modules }));
    folder.write('noted/.terraform/modules/far/in/main.tf', 'resource "aws_x" "d" {\n}\n');
    expect(await places(plan)).toEqual(['module.far.module.in.aws_x.d noted/.terraform/modules/far/in/main.tf:1']);
    folder.write('noted/.terraform/modules/modules.json', 'broken');
    expect(await places(plan)).toEqual(['module.far.module.in.aws_x.d noted/plan.json:1']);
  });

  it('need not be there', async () => {
    expect(await places(write('alone', ['aws_x.a']))).toEqual(['aws_x.a alone/plan.json:1']);
  });
});
