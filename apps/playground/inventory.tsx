import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ReadInventory } from './protocol.ts';

/** A file that was opened. */
export interface Chosen {
  readonly name: string;
  readonly blob: Blob;
}

interface InventoryProps {
  readonly editor: RefObject<HTMLDivElement | null>;
  readonly file: Chosen | undefined;
  readonly inventory: ReadInventory | undefined;
  /** So many entities were read so far; undefined when nothing is being read. */
  readonly reading: number | undefined;
  readonly open: (file: Chosen) => void;
  readonly close: () => void;
}

const MAX_TYPES = 12;

/** The entities to judge: typed, pasted, dropped or opened. */
export function InventoryPanel({ editor, file, inventory, reading, open, close }: InventoryProps) {
  const isOver = useDrop(open);
  return (
    <section aria-labelledby="inventory-title" class={isOver ? 'over' : ''}>
      <h2 id="inventory-title">Inventory</h2>
      <div class="tools">
        <label class="button">
          Open a file
          <input
            type="file"
            class="hidden-input"
            onChange={({ currentTarget }) => {
              const [chosen] = currentTarget.files ?? [];
              if (chosen !== undefined) open({ name: chosen.name, blob: chosen });
              currentTarget.value = '';
            }}
          />
        </label>
        {file !== undefined && (
          <button type="button" onClick={close}>
            Type instead
          </button>
        )}
        <span class="dim">
          or drop one anywhere: a credential report, a plan, an export, gzip. It stays on this page.
        </span>
      </div>
      {file !== undefined && (
        <p class="file">
          <b>
            <bdi>{file.name}</bdi>
          </b>{' '}
          <span class="dim">{sizeText(file.blob.size)}</span>
        </p>
      )}
      <div ref={editor} class="data-editor" hidden={file !== undefined} />
      <p role="status" class="read">
        {readText(inventory, reading)}
      </p>
      {inventory !== undefined && inventory.problemCount > 0 && (
        <details>
          <summary>{`${inventory.problemCount.toLocaleString('en')} could not be read`}</summary>
          <ul>
            {inventory.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Files that are dropped anywhere on the page. */
function useDrop(open: (file: Chosen) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      open({ name: file.name, blob: file });
    };
    // Before the editors, which would take the file's text.
    addEventListener('dragover', over, true);
    addEventListener('dragleave', leave, true);
    addEventListener('drop', drop, true);
  }, []);
  return isOver;
}

function readText(inventory: ReadInventory | undefined, reading: number | undefined): string {
  if (reading !== undefined && (reading > 0 || inventory === undefined))
    return `Reading… ${reading.toLocaleString('en')} entities`;
  if (inventory === undefined) return '';
  const { entities, types } = inventory;
  if (entities === 0) return 'No entities';
  const shown = types.slice(0, MAX_TYPES).map(([type, count]) => `${count.toLocaleString('en')} ${type}`);
  const more = types.length > MAX_TYPES ? `, ${types.length - MAX_TYPES} more types` : '';
  return `${shown.join(', ')}${more}`;
}

function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
