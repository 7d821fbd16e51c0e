import { useRef, useState } from 'preact/hooks';
import { fragmentOf, type Shared } from './share.ts';

/** Longer links are cut by what people send them with. */
const LONG = 8_000;

/** A link that opens the page as it is. */
export function Share({ state, file }: { readonly state: Shared; readonly file: string | undefined }) {
  const [link, setLink] = useState('');
  const [said, setSaid] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const share = async (): Promise<void> => {
    const fragment = await fragmentOf(state);
    const made = new URL(fragment, location.href).href;
    history.replaceState(null, '', fragment);
    setLink(made);
    const about = file === undefined ? '' : ' The file is not in it.';
    const long =
      made.length > LONG
        ? ` It has ${made.length.toLocaleString('en')} characters, which not every program passes on.`
        : '';
    const copied = await navigator.clipboard.writeText(made).then(
      () => 'Copied.',
      () => 'Copy it from the field.',
    );
    setSaid(`${copied}${about}${long}`);
    field.current?.select();
  };
  return (
    <div class="share">
      <button type="button" onClick={() => void share()}>
        Share a link
      </button>
      {link !== '' && <input ref={field} type="text" readOnly value={link} aria-label="Link to this rule and data" />}
      <span role="status" class="dim">
        {said}
      </span>
    </div>
  );
}
