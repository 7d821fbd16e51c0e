import { useState } from 'preact/hooks';
import { type Rate, shareOf } from './view.ts';

const FIRST = 6;

interface RatesProps {
  readonly title: string;
  readonly rates: readonly Rate[];
  readonly chosen: string;
  readonly choose: (key: string) => void;
}

/** Pass rates as bars; each is a button that filters by what it stands for. */
export function Rates({ title, rates, chosen, choose }: RatesProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? rates : rates.slice(0, FIRST);
  if (rates.length === 0) return null;
  return (
    <section class="rates" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {shown.map((rate) => (
          <li key={rate.key}>
            <button
              type="button"
              aria-pressed={rate.key === chosen}
              onClick={() => choose(rate.key === chosen ? '' : rate.key)}
            >
              <span class="name">
                <bdi>{rate.key === '' ? 'none' : rate.key}</bdi>
              </span>
              <span class="share">{percent(shareOf(rate))}</span>
              <Bar rate={rate} />
              <span class="dim">{countsOf(rate)}</span>
            </button>
          </li>
        ))}
      </ul>
      {rates.length > FIRST && (
        <button type="button" class="link" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'show fewer' : `show all ${rates.length}`}
        </button>
      )}
    </section>
  );
}

function Bar({ rate }: { readonly rate: Rate }) {
  const all = rate.passed + rate.failed + rate.undecided;
  const passed = (100 * rate.passed) / all;
  const failed = (100 * rate.failed) / all;
  const undecided = (100 * rate.undecided) / all;
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="passed" x="0" width={passed} height="6" />
      <rect class="failed" x={passed} width={failed} height="6" />
      <rect class="error" x={passed + failed} width={undecided} height="6" />
    </svg>
  );
}

function countsOf({ passed, failed, undecided }: Rate): string {
  const parts = [`${number(failed)} failed`, `${number(passed)} passed`];
  return undecided === 0 ? parts.join(', ') : [...parts, `${number(undecided)} undecided`].join(', ');
}

/** Never 100 % where something failed, nor 0 % where something passed. */
function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %';
  if (share < 1 && share > 0.99) return '>99 %';
  return `${Math.round(share * 100)} %`;
}

export function number(count: number): string {
  return count.toLocaleString('en');
}
