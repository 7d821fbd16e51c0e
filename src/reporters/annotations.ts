import type { Finding } from '../findings/finding.ts';
import { type Severity, WORST_FIRST } from '../rules/severity.ts';
import { printable, provenanceText } from '../text/format-message.ts';
import type { Provenance } from '../values/record.ts';
import { type Told, toldOfProblem, toldOfSummary } from './told.ts';
import { baselineText, overrideText } from './finding-text.ts';
import type { Reporter } from './reporter.ts';
import { memorySpool, type Spool } from './spool.ts';
import { clip } from '../text/clip.ts';
import { plural } from './words.ts';

/** Something that a CI system shows beside a file, or at the head of a run. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  /** In one line. */
  readonly text: string;
  readonly code: string;
  readonly path?: string;
  readonly line?: number;
}

/** How a CI system is told things in its log. */
export interface LogCommands {
  readonly name: string;
  readonly summary: string;
  /** So many annotations of a level are shown; the others stand in the log. */
  readonly most: number;
  readonly annotation: (annotation: Annotation) => string;
  /** Lines that are folded away, each of them plain text. */
  readonly group: { readonly start: (title: string) => string; readonly end: string };
}

const MAX_TEXT = 1000;

/** A longer name leaves no room for the reason. */
const MAX_NAME = 200;

const LEVELS: Readonly<Record<Severity, Annotation['level']>> = {
  Critical: 'error',
  High: 'error',
  Medium: 'warning',
  Low: 'notice',
  Informational: 'notice',
};

const LEVELS_TOLD = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * A report that is the log of a CI system: commands that make annotations, the worst findings first. What keeps the report
 * from being whole (unread records, rules that cannot run) comes before the findings. Names of the input are written so
 * that they are no commands.
 */
export function annotationReporter(commands: LogCommands): Reporter {
  const { name, summary, most } = commands;
  return {
    name,
    summary,
    include: ['failed', 'error'],
    open: ({ repositoryPath = (file) => file, spool = memorySpool }) => {
      const ranks = new Map(WORST_FIRST.map((severity) => [severity, new Rank(spool(), most)]));
      const undecided = new Rank(spool(), most);
      const said = {
        error: new Rank(spool(), most),
        warning: new Rank(spool(), most),
        notice: new Rank(spool(), most),
      };
      const add = (rank: Rank | undefined, annotation: Annotation, location?: Provenance): void => {
        const command = (): string => {
          const place =
            location === undefined ? {} : { path: printable(repositoryPath(location.file)), line: location.line ?? 1 };
          return commands.annotation({ ...annotation, ...place });
        };
        rank?.add(command, lineOf(annotation, location));
      };
      const tell = (one: Told): void => add(said[LEVELS_TOLD[one.severity]], annotationOfTold(one), one.place);
      return {
        finding: (finding) => {
          const isUndecided = finding.status === 'error';
          add(isUndecided ? undecided : ranks.get(finding.severity), annotationOf(finding), finding.location);
          return '';
        },
        problem: (problem) => {
          tell(toldOfProblem(problem));
          return '';
        },
        *end(result) {
          for (const one of toldOfSummary(result)) tell(one);
          const left: Record<Annotation['level'], number> = { error: most, warning: most, notice: most };
          const rests: Iterable<string>[] = [];
          let hidden = 0;
          const show = function* (rank: Rank, level: Annotation['level']): Generator<string, void, undefined> {
            const shown = Math.min(left[level], rank.kept.length);
            left[level] -= shown;
            hidden += rank.count - shown;
            rests.push(rank.rest(shown));
            yield* rank.kept.slice(0, shown).map(({ command }) => `${command}\n`);
          };
          yield* show(said.error, 'error');
          for (const [severity, rank] of ranks) yield* show(rank, LEVELS[severity]);
          yield* show(undecided, 'warning');
          yield* show(said.warning, 'warning');
          yield* show(said.notice, 'notice');
          if (hidden > 0) {
            yield `${commands.group.start(`${hidden} more`)}\n`;
            for (const rest of rests) yield* rest;
            yield `${commands.group.end}\n`;
          }
          const { counts, notJudged, notRun, baseline } = result;
          const compared = baseline === undefined ? '' : `, ${baselineText(baseline)}`;
          yield `gsl: ${counts.failed} failed, ${counts.error} undecided, ${counts.excluded} excluded, ${counts.passed} passed, ${plural(notJudged, 'rule')} not judged, ${notRun} not run, ${plural(result.problems, 'part')} of the input not read${compared}\n`;
        },
      };
    },
  };
}

/** Annotations of one rank: the first as commands, all that have no place as lines. */
class Rank {
  readonly kept: { readonly command: string; readonly line: string }[] = [];
  count = 0;
  readonly #spool: Spool;
  readonly #most: number;

  constructor(spool: Spool, most: number) {
    this.#spool = spool;
    this.#most = most;
  }

  /** @param command made only for those that may be shown as one */
  add(command: () => string, line: string): void {
    this.count += 1;
    if (this.kept.length < this.#most) this.kept.push({ command: command(), line });
    else this.#spool.add(`${line}\n`);
  }

  /** The lines of those that were not shown as commands. */
  *rest(shown: number): Generator<string, void, undefined> {
    yield* this.kept.slice(shown).map(({ line }) => `${line}\n`);
    yield* this.#spool.read();
  }
}

function annotationOf(finding: Finding): Annotation {
  const { status, severity, ruleId, ruleName, entity, reason, baseline } = finding;
  const override = overrideText(finding);
  const changed = override === '' ? '' : ` (${override})`;
  const shown = clip(entity.name || entity.id || entity.type, MAX_NAME);
  const name = ruleName === ruleId ? '' : ` ${printable(ruleName)}`;
  const mark = baseline === 'new' ? 'new: ' : '';
  const told = reason === '' ? status : reason;
  const isUndecided = status === 'error';
  return {
    level: isUndecided ? 'warning' : LEVELS[severity],
    title: clip(`${isUndecided ? 'Undecided' : severity} ${printable(ruleId)}${name}`, 200),
    text: clip(`${mark}${printable(shown)}: ${printable(told)}${changed}`, MAX_TEXT),
    code: printable(ruleId),
  };
}

function annotationOfTold({ title, description, code, severity }: Told): Annotation {
  const text = clip(printable(description.replaceAll('\n', '; ')), MAX_TEXT);
  return { level: LEVELS_TOLD[severity], title: clip(printable(title), 200), text, code };
}

function lineOf({ title, text }: Annotation, location: Provenance | undefined): string {
  return `${title}  ${text}${location === undefined ? '' : `  ${provenanceText(location)}`}`;
}
