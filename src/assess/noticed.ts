import type { SourceRecord } from '../values/record.ts';
import { ExcludedByAbsence } from './absence.ts';
import { Accounts } from './accounts.ts';
import { AssumedValues } from './assumed.ts';
import { Repeated } from './repeated.ts';
import type { AssessmentState } from './state.ts';
import type { Counted } from './summary-of.ts';
import { ZeroPorts } from './zero-ports.ts';

/** What is noticed of a run as a whole, beside its verdicts. */
export class Noticed {
  readonly absence = new ExcludedByAbsence();
  readonly accounts = new Accounts();
  readonly repeated: Repeated;
  readonly zeroPorts = new ZeroPorts();
  readonly #assumed = new AssumedValues();

  constructor(isPart: boolean) {
    this.repeated = new Repeated(isPart);
  }

  takeSource(source: SourceRecord): void {
    if (source.assumed === undefined) this.accounts.addSource(source);
    else this.#assumed.add(source.assumed);
  }

  /** For the assessment that goes on with it. */
  get state(): Pick<AssessmentState, 'absence' | 'accounts' | 'assumed' | 'identities' | 'zeroPorts'> {
    return {
      accounts: this.accounts.seen,
      identities: this.repeated.seen,
      zeroPorts: this.zeroPorts.seen,
      assumed: this.#assumed.seen,
      absence: this.absence.seen,
    };
  }

  /** Adds what a part noticed. */
  absorb({ absence, accounts, identities, zeroPorts, assumed }: Noticed['state']): void {
    this.accounts.addSeen(accounts);
    this.repeated.addSeen(identities);
    this.zeroPorts.addSeen(zeroPorts);
    this.#assumed.add(assumed);
    this.absence.addSeen(absence);
  }

  /** What the summary says of it. */
  get said(): Pick<Counted, 'absence' | 'assumed' | 'repeated' | 'sources' | 'zeroPorts'> {
    return {
      repeated: this.repeated.message,
      zeroPorts: this.zeroPorts.message,
      assumed: this.#assumed.message,
      absence: this.absence.message,
      sources: this.accounts.sources,
    };
  }
}
