import { describe, expect, it } from 'vitest';
import { isEntityRecord, isProblemRecord } from '../../src/values/record.ts';
import { assumedRecord } from '../../src/inventory/coverage.ts';
import { assess } from '../../src/index.ts';
import { collect, collectBytes, judge, temporaryFolder } from './support.ts';

const templates = temporaryFolder();

const pod = (rest: string, name = 'web'): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n${rest}`;

async function unknownOf(text: string): Promise<readonly string[]> {
  const { records, problems } = await collectBytes(text, { format: 'kubernetes' });
  expect(problems).toEqual([]);
  return records.flatMap((record) => (isEntityRecord(record) ? Object.keys(record.unknown ?? {}) : []));
}

describe('templates of Helm: values that hold an action are unknown', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['plain', pod('spec:\n  hostPID: {{ .Values.hostPID }}\n'), ['spec.hostPID']],
    ['with a pipe and quotes', pod(`spec:\n  a: {{ .Values.a | default "x: y" | quote }}\n`), ['spec.a']],
    ['within text', pod('spec:\n  a: x-{{ .Values.a }}-{{ .Values.b }}\n'), ['spec.a']],
    ['within quotes', pod('spec:\n  a: "{{ .Values.a | default \\"b\\" }}:latest"\n'), ['spec.a']],
    [
      'in place of an object, on the next line',
      pod('spec:\n  a:\n    {{- toYaml .Values.a | nindent 4 }}\n'),
      ['spec.a'],
    ],
    ['over several lines', pod('spec:\n  a: {{ include "x"\n    (dict "a" 1) }}\n  b: 1\n'), ['spec.a']],
    ['in a list', pod('spec:\n  a: [{{ .a }}, b]\n  c:\n  - d\n  - {{ .c }}\n'), ['spec.a.0', 'spec.c.1']],
    ['in block text', pod('spec:\n  a: |\n    x\n    {{ if .b }}\n    {{ end }}\n'), ['spec.a']],
    ['in block text, further in', pod('spec:\n  a: |\n    x:\n      {{ .b }}\n  c: d\n'), ['spec.a']],
    ['in folded text', pod('spec:\n  a: >- # said\n    x\n    {{ .b }} y\n  c: d\n'), ['spec.a']],
    ['in block text of an item', pod('spec:\n  a:\n  - |\n    x\n      {{ .b }}\n  - c\n'), ['spec.a.0']],
    [
      'in block text under a name in an item',
      pod('spec:\n  a:\n  - b: !!str |2-\n      x\n      {{ .b }}\n    c: d\n'),
      ['spec.a.0.b'],
    ],
    ['in the name', pod('', '{{ .Release.Name }}-web'), ['metadata.name', 'name']],
    ['a choice on one line', pod('spec:\n  a: {{ if .b }}x{{ else }}y{{ end }}\n'), ['spec.a']],
    ['beside comments', pod('{{/* a\n comment */}}\nspec:\n  {{- /* another */ -}}\n  a: {{ .a }}\n'), ['spec.a']],
    ['in a name, which leaves all around it open', pod('spec:\n  a: {b: c, {{ .key }}: d}\n'), ['spec.a']],
    [
      'in a label whose name has dots',
      pod('  labels:\n    a.b/c: {{ .a }}\n    d: e\n'),
      ['labels.0.value', 'metadata.labels'],
    ],
    ['in place of all labels', pod('  labels: {{ toYaml .l }}\n'), ['labels', 'metadata.labels']],
    [
      'in arguments',
      pod('spec:\n  containers:\n  - name: c\n    image: a:1\n    args: [--a={{ .a }}, "{{ .more }}", --b=c]\n'),
      [
        'spec.containers.0.args.0',
        'spec.containers.0.args.1',
        'spec.containers.0.parsedArgs.0.value',
        'spec.containers.0.parsedArgs.2.key',
        'spec.containers.0.parsedArgs.2.value',
      ],
    ],
    [
      'in place of all arguments',
      pod('spec:\n  containers:\n  - name: c\n    image: a:1\n    args: {{ toYaml .args }}\n'),
      ['spec.containers.0.args', 'spec.containers.0.parsedArgs'],
    ],
    [
      'in an image, whose pull policy follows its tag',
      pod('spec:\n  containers:\n  - name: c\n    image: a:{{ .tag }}\n'),
      ['spec.containers.0.image', 'spec.containers.0.imagePullPolicy'],
    ],
    [
      'in the items of a list',
      'apiVersion: v1\nkind: List\nitems:\n- kind: Node\n  a: {{ .a }}\n- kind: Node\n  b: {{ .b }}\n',
      ['a', 'b'],
    ],
    ['none that a cluster gave an identity', pod('  uid: u\nspec:\n  a: "{{ .Values.a }}"\n'), []],
    ['none without an end', pod('spec:\n  a: "{{ x"\n  containers: []\n'), []],
    ['none in JSON', JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata: { name: '{{ a }}' } }), []],
  ])('%s', async (_, text, expected) => {
    expect([...(await unknownOf(text))].sort()).toEqual([...expected].sort());
  });

  it('and stay as they are written, with the reason', async () => {
    const { records } = await collectBytes(pod('spec:\n  hostPID: {{ .Values.hostPID }}\n'));
    expect(records[0]).toMatchObject({
      entity: { spec: { hostPID: '{{ .Values.hostPID }}', hostIPC: false } },
      unknown: { 'spec.hostPID': '`{{ .Values.hostPID }}` is known when it is rendered' },
    });
  });
});

describe('a template of which something is known says that it is one', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['holes beside what is asked', pod('spec:\n  nodeName: {{ .node }}\n', '{{ .Release.Name }}'), ['web.yaml']],
    ['braces that programs read', pod('spec:\n  containers: [{ name: c, args: ["{{ .a }}"] }]\n'), []],
    ['no hole', pod('spec: {}\n'), []],
    ['what a cluster applied', pod('  uid: u\nspec:\n  nodeName: "{{ .node }}"\n'), []],
  ])('%s', async (_, text, files) => {
    const { sources } = await collect([templates.write('web.yaml', text)]);
    const said = files.map((file) => `one value for each \`{{ … }}\` in ${templates.path}/${file}`);
    expect(sources.flatMap(({ assumed }) => assumed ?? [])).toEqual(said);
  });

  it('in the report, with what to judge in its place', async () => {
    const { records } = await collectBytes(pod('spec:\n  nodeName: {{ .node }}\n'));
    const sources = [assumedRecord('kubernetes', { file: '<stdin>' }, ['one value for each `{{ … }}` in <stdin>'])];
    const rules = [{ id: 'r', severity: 'High', logic: 'KubernetesPod should not have spec.hostPID = true' }] as const;
    const assessment = assess(rules, [...records, ...sources], { now: 0 });
    const said: string[] = [];
    for await (const { status } of assessment) said.push(status);
    const { evidence } = assessment.summary;
    expect([...said, ...evidence.map(({ message, help }) => `${message}: ${help ?? ''}`)]).toEqual([
      'passed',
      'values are assumed: one value for each `{{ … }}` in <stdin>: judge what is rendered: helm template NAME CHART > manifests.yaml',
    ]);
  });
});

describe('templates of Helm: any other is a problem', () => {
  const good = '---\napiVersion: v1\nkind: Node\nmetadata: {name: g}\n';
  it.each<readonly [string, string, string, number]>([
    ['a condition at the top', `{{- if .Values.a }}\n${pod('')}{{- end }}\n`, '{{- if .Values.a }}', 2],
    ['a condition around keys', pod('spec:\n  a: b\n  {{- if .b }}\n  c: d\n  {{- end }}\n'), '{{- if .b }}', 7],
    ['a condition that folds into text', pod('spec:\n  a: b\n    {{- if .b }}\n  c: d\n'), '{{- if .b }}', 1],
    ['a loop', pod('spec:\n  a:\n  {{- range .b }}\n  - c: {{ . }}\n  {{- end }}\n'), '{{- range .b }}', 8],
    ['a kind', 'apiVersion: v1\nkind: {{ .kind }}\n', '{{ .kind }}', 1],
    ['the whole', '{{ include "a" . }}\n', '{{ include "a" . }}', 1],
    ['one of a list', 'kind: List\nitems:\n- kind: Node\n  {{ if .a }}\n  b: c\n', '{{ if .a }}', 4],
  ])('%s', async (_, text, action, line) => {
    const { records, entities } = await collectBytes(`${text}${good}`, { format: 'kubernetes' });
    const [problem] = records.filter(isProblemRecord);
    expect(problem).toMatchObject({
      code: 'unrendered-template',
      message: expect.stringContaining(`\`${action}\``) as unknown,
      help: 'render it first: helm template NAME CHART > manifests.yaml',
    });
    expect(problem!.provenance.line).toBeGreaterThanOrEqual(line);
    expect(entities.map(({ name }) => name)).toEqual(['g']);
  });

  it.each([
    '{{- if .a }}\napiVersion: v1\nkind: Pod\n{{- end }}\n',
    '{{ template "x" . }}\n---\napiVersion: v1\nkind: Pod\n',
  ])('and is told by its content: %j', async (text) => {
    const { problems } = await collectBytes(text);
    expect(problems[0]).toMatch(/^unrendered-template/u);
  });

  it.each([
    [
      'metadata:\n  name: {{ .a }}\n  labels:\n{{- include "x" . | nindent 4 }}\ndata:\n  b: c\n',
      'line 7',
      '{{- include "x" . | nindent 4 }}',
    ],
    ['metadata:\n  name: {{ .a }}\ndata:\n  c: {{ .c }}\n bad: d\n', 'line 7', '{{ .c }}'],
    ['metadata:\n  name: {{ .a }}\n  bad: [1, 2\n', 'line 6', '{{ .a }}'],
  ])('and names the line that is no YAML: %j', async (text, line, action) => {
    const { problems } = await collectBytes(`apiVersion: v1\nkind: Pod\n${text}`);
    expect(problems[0]).toContain(
      `${line} is no YAML before \`${action}\` is rendered (the document is not valid YAML: `,
    );
  });

  it('takes no time that grows with the square of the text', async () => {
    const { problems } = await collectBytes(`kind: Pod\n${'a: "{{ x\n'.repeat(20_000)}`, { format: 'kubernetes' });
    expect(problems).toHaveLength(1);
    expect((await collectBytes(pod(`x: "${'{{a}}'.repeat(50_000)}"\n`))).problems).toEqual([]);
  });
});

describe('placeholders that something else puts values for', () => {
  const podWith = (spec: string, metadata = 'name: p'): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { ${metadata} }\nspec:\n${spec}`;

  it.each<[string, string, string]>([
    ['are unknown', '  hostPID: ${HOST_PID}\n', 'error p'],
    ['are unknown with a default', '  hostPID: ${HOST_PID:=false}\n', 'error p'],
    ['are unknown in quotes', '  hostPID: "${HOST_PID}"\n', 'error p'],
    ['leave the rest known', '  hostPID: true\n  nodeName: ${NODE}\n', 'failed p'],
    ['are text beside other text', '  hostPID: x${HOST_PID}\n', 'passed p'],
    [
      'are text for shells',
      '  hostPID: false\n  containers: [{ name: c, args: ["${A}"], env: [{ name: A, value: "${B}" }] }]\n',
      'passed p',
    ],
  ])('%s', async (_, spec, said) => {
    expect(await judge('KubernetesPod should not have spec.hostPID = true', podWith(spec))).toEqual([said]);
  });

  it('are text in what was applied, and in data', async () => {
    const rule = "KubernetesPod should not have spec.nodeName like '%NODE%'";
    expect(await judge(rule, podWith('  nodeName: ${NODE}\n', 'name: p, uid: u'))).toEqual(['failed p']);
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  script: ${HOME}\n';
    expect(await judge("KubernetesConfigMap should not have data.script like '%HOME%'", map)).toEqual(['failed m']);
  });
});
