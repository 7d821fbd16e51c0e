import { useEffect, useState } from 'preact/hooks';
import { diagramOf } from '../../scripts/diagram.ts';
import { constructsAt, productions } from './constructs.ts';

/** The railroad diagram of the construct under the caret, and of any other that is chosen. */
export function Grammar({ text, offset }: { readonly text: string; readonly offset: number }) {
  const here = constructsAt(text, offset);
  const [chosen, setChosen] = useState(here[0] ?? 'rule');
  const key = here.join(' ');
  useEffect(() => setChosen(here[0] ?? 'rule'), [key]);
  const production = productions().find(({ name }) => name === chosen) ?? productions()[0];
  const follow = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null) return;
    event.preventDefault();
    setChosen(link.getAttribute('href')?.slice(1) ?? 'rule');
  };
  return (
    <>
      <p class="grammar-choice">
        <label>
          Construct{' '}
          <select value={chosen} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            {productions().map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>{' '}
        <span class="dim">Under the caret: {here.join(' in ')}</span>
      </p>
      {production !== undefined && (
        // The drawing is made of the grammar alone, of no text of a user.
        <div
          class="diagram"
          tabIndex={0}
          role="region"
          aria-label={`Diagram of ${chosen}`}
          onClick={follow}
          dangerouslySetInnerHTML={{ __html: diagramOf(production, 'group') }}
        />
      )}
    </>
  );
}
