import type { Diagnostic, Fix } from '../text/message.ts';
import type { Span } from '../text/source.ts';
import { diagnose } from './diagnose.ts';
import type { ServiceOptions } from './options.ts';

/** A repair that can be done at once. */
export interface CodeAction {
  readonly title: string;
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
}

/**
 * The repairs of what is wrong with a rule's text, where they are certain enough to offer.
 *
 * @param at only the repairs of messages that touch this stretch
 * @example
 * codeActions('IamUser shoud have mfaActive = true').map(({ title }) => title) // ['write `should`']
 */
export function codeActions(text: string, at?: Span, options: ServiceOptions = {}): readonly CodeAction[] {
  return actionsOf(diagnose(text, options)).filter(
    ({ diagnostic: { at: place } }) => at === undefined || (place.span.start <= at.end && at.start <= place.span.end),
  );
}

/**
 * The repairs that messages hold.
 *
 * @example
 * actionsOf(diagnose('IamUser shoud have mfaActive = true')).map(({ title }) => title) // ['write `should`']
 */
export function actionsOf(messages: readonly Diagnostic[]): readonly CodeAction[] {
  return messages.flatMap((diagnostic) =>
    (diagnostic.fixes ?? []).map((fix) => ({ title: titleOf(fix), diagnostic, fix })),
  );
}

/** What a repair does, in words. */
export function titleOf({ text, span }: Fix): string {
  if (text === '') return 'leave it out';
  return span.start === span.end ? `insert \`${text.trim()}\`` : `write \`${text}\``;
}
