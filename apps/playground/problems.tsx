import { actionsOf } from '../../src/services/code-actions.ts';
import type { Diagnostic } from '../../src/text/message.ts';
import { Said } from './said.tsx';

interface ProblemsProps {
  readonly problems: readonly Diagnostic[];
  readonly select: (from: number, to: number) => void;
  readonly change: (from: number, to: number, text: string) => void;
}

/** What is wrong with the rule, each with its repair. */
export function Problems({ problems, select, change }: ProblemsProps) {
  return (
    <ul class="problems" aria-label="Problems of the rule">
      {problems.map((problem) => {
        const { severity, message, help, at } = problem;
        return (
          <li key={`${at.span.start} ${message}`} class={severity}>
            <button type="button" class="plain" onClick={() => select(at.span.start, at.span.end)}>
              <span class={`badge ${severity}`}>{severity}</span> <Said text={message} />
            </button>
            {help !== undefined && (
              <span class="dim">
                <Said text={help} />
              </span>
            )}
            {actionsOf([problem]).map(({ title, fix }) => (
              <button
                key={title}
                type="button"
                class="fix"
                onClick={() => change(fix.span.start, fix.span.end, fix.text)}
              >
                <Said text={title} />
              </button>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
