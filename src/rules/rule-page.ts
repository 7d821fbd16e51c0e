/*
 * Rules as the vendor's public pages show them, pasted as text: a title, a description, a head of `Key: value`, then sections
 * by headings. What a browser copies keeps these lines and loses the rest.
 */

/** A page as the fields of a rule, and where in the text its parts stand. */
export interface RulePage {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where the page begins. */
  readonly at: number;
  /** Where the logic stands; undefined where the page has none. */
  readonly logic: { readonly start: number; readonly end: number } | undefined;
  /** Lines of a second page of which nothing tells where it begins. */
  readonly isTwo: boolean;
}

interface Line {
  readonly text: string;
  readonly start: number;
}

const HEAD = /^(?:risk level|severity)\s*:/iu;
const LOGIC = /^GSL(?: LOGIC)?:?$/iu;
/** The foot of a page, or a line that somebody put between two. */
const END = /^(?:updated (?:about |over |almost )?(?:an?|\d+) \w+ ago|-{3,}|={3,})$/iu;

/** Whether a text is a page, or several: no YAML and no rule has both of these lines. */
export function isRulePage(text: string): boolean {
  return /^[ \t]*GSL(?: LOGIC)?:?[ \t\r]*$/imu.test(text) && /^[ \t]*(?:risk level|severity)[ \t]*:/imu.test(text);
}

/** The pages of a text, in order. */
export function rulePages(text: string): readonly RulePage[] {
  const pages: Line[][] = [[]];
  for (const line of linesOf(text)) {
    if (END.test(line.text)) pages.push([]);
    else pages.at(-1)?.push(line);
  }
  return pages.filter((page) => page.some((line) => line.text !== '')).map(pageOf);
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split('\n').map((raw) => {
    const line = { text: raw.replaceAll('\u00a0', ' ').trim(), start: start + (raw.length - raw.trimStart().length) };
    start += raw.length + 1;
    return line;
  });
}

/** Headings, and what they begin. */
const SECTIONS: readonly (readonly [RegExp, string])[] = [
  [LOGIC, 'logic'],
  [/^remediation:?$/iu, 'remediation'],
  [/^references:?$/iu, 'references'],
  [/^compliance frameworks:?$/iu, 'frameworks'],
];

function pageOf(lines: readonly Line[]): RulePage {
  const head: Line[] = [];
  const sections: Record<string, Line[]> = {};
  let current = head;
  for (const line of lines) {
    const [, name] = SECTIONS.find(([heading]) => heading.test(line.text)) ?? [];
    if (name === undefined) current.push(line);
    else current = sections[name] ??= [];
  }
  const { logic = [], remediation = [], references = [], frameworks = [] } = sections;
  const said = logic.filter((line) => line.text !== '');
  const [first] = said;
  const last = said.at(-1);
  const span = first === undefined || last === undefined ? undefined : [first.start, last.start + last.text.length];
  return {
    fields: {
      ...headFields(head),
      ...remediationFields(remediation),
      ...referenceFields(references),
      ...listed(frameworks),
    },
    at: lines.find((line) => line.text !== '')?.start ?? 0,
    logic: span === undefined ? undefined : { start: span[0] ?? 0, end: span[1] ?? 0 },
    isTwo: lines.filter((line) => HEAD.test(line.text)).length > 1,
  };
}

/** The names of the head's fields, in small letters. */
const FIELDS: Readonly<Record<string, string>> = {
  'risk level': 'severity',
  severity: 'severity',
  'cloudguard rule id': 'ruleId',
  'rule id': 'ruleId',
  category: 'category',
  'covered by spectral': 'coveredBySpectral',
};

function headFields(lines: readonly Line[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const texts: string[] = [];
  let isHead = false;
  for (const { text } of lines) {
    const [, key = '', value = ''] = /^([A-Za-z ]{3,30}?)\s*:\s*(.*)$/u.exec(text) ?? [];
    isHead ||= HEAD.test(text);
    if (!isHead) texts.push(text);
    else if (key.toLowerCase() === 'cloud entity' && value !== '') fields['cloudEntity'] = { name: value };
    else {
      const name = Object.hasOwn(FIELDS, key.toLowerCase()) ? FIELDS[key.toLowerCase()] : undefined;
      if (name !== undefined && value !== '')
        fields[name] = name === 'coveredBySpectral' ? /^yes|^true/iu.test(value) : value;
    }
  }
  const [title = '', ...description] = texts.filter((text) => text !== '');
  const name = title.replace(/^#+\s*/u, '');
  const about = description.join('\n');
  return { ...fields, ...(name === '' ? {} : { name }), ...(about === '' ? {} : { description: about }) };
}

/** What the pages call a way to mend, by our names. */
const WAYS: readonly (readonly [RegExp, string])[] = [
  [/^(?:from )?(?:the )?(?:portal|console|azure portal|aws console|gcp console|google cloud console)$/iu, 'portal'],
  [/^(?:from )?(?:tf|terraform)$/iu, 'terraform'],
  [/^(?:from )?(?:command line|cli|aws cli|azure cli|gcloud cli|aws command line|az cli|kubectl)$/iu, 'cli'],
  [/^(?:from )?(?:cft|cloudformation|cloudformation template)$/iu, 'cloudformation'],
  [/^(?:from )?(?:powershell|azure powershell)$/iu, 'powershell'],
];

function remediationFields(lines: readonly Line[]): object {
  const ways = new Map<string, string[]>();
  let way = 'text';
  for (const { text } of lines) {
    const [, known] = WAYS.find(([heading]) => heading.test(text.replace(/:$/u, ''))) ?? [];
    if (known !== undefined) way = known;
    else ways.set(way, [...(ways.get(way) ?? []), text]);
  }
  const texts = [...ways]
    .map(([name, said]) => [name, said.join('\n').trim()] as const)
    .filter(([, said]) => said !== '');
  return texts.length === 0 ? {} : { remediation: Object.fromEntries(texts) };
}

const BULLET = /^(?:[-*\u2022\u25e6]|\d{1,3}[.)])\s+/u;

/** Addresses; then the name of the kind of thing and what it is. */
function referenceFields(lines: readonly Line[]): object {
  const texts = lines.map(({ text }) => text.replace(BULLET, '')).filter((text) => text !== '');
  const pages = texts.filter((text) => /^https?:\/\/\S+$/iu.test(text));
  const after = texts.slice(texts.findLastIndex((text) => /^https?:\/\//iu.test(text)) + 1);
  const [name, ...about] = after;
  const description = about.join('\n');
  return {
    ...(pages.length === 0 ? {} : { references: pages.map((url) => ({ title: url, url })) }),
    ...(name === undefined || description === '' ? {} : { cloudEntity: { name, description } }),
  };
}

function listed(lines: readonly Line[]): object {
  const frameworks = lines.map(({ text }) => text.replace(BULLET, '')).filter((text) => text !== '');
  return frameworks.length === 0 ? {} : { frameworks };
}
