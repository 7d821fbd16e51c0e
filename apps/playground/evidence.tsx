import type { Message } from '../../src/text/message.ts';
import { Said } from './said.tsx';

interface EvidenceProps {
  readonly evidence: readonly Message[] | undefined;
  readonly select: (from: number, to: number) => void;
}

/** What the verdicts do not rest on. */
export function Evidence({ evidence, select }: EvidenceProps) {
  if (evidence === undefined) return <p class="dim">Nothing was judged yet.</p>;
  if (evidence.length === 0) return <p>Every place of the rule was found in the inventory.</p>;
  return (
    <ul class="problems" aria-label="Places without support">
      {evidence.map((message) => {
        const { severity, message: text, help, at } = message;
        const said = (
          <>
            <span class={`badge ${severity}`}>{severity}</span> <Said text={text} />
          </>
        );
        return (
          <li key={text} class={severity}>
            {at?.kind === 'text' ? (
              <button type="button" class="plain" onClick={() => select(at.span.start, at.span.end)}>
                {said}
              </button>
            ) : (
              <span>{said}</span>
            )}
            {help !== undefined && (
              <span class="dim">
                <Said text={help} />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
