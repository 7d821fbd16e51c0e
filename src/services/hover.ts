import { propertyNames } from '../check/schemas/schema.ts';
import { kindText, seenText } from './words.ts';
import type { Place } from '../check/places.ts';
import type { Span } from '../text/source.ts';
import { codeText, diagnose } from './diagnose.ts';
import { functionText } from './function-text.ts';
import { ownerOf } from './known.ts';
import type { ServiceOptions } from './options.ts';
import { placesAt, type RuleView, viewOf } from './rule-view.ts';

/** What is to be said of a stretch of a text. */
export interface Hover {
  readonly span: Span;
  /** Markdown. */
  readonly text: string;
}

/**
 * What is known of what stands at an offset: an entity type, a property with its kind and what an inventory has there, a
 * function, a named list; and what the codes mean of the messages on it.
 *
 * @returns undefined where there is nothing to say
 * @example
 * hover('IamUser should not have tags isEmpty()', 30)?.span // { start: 29, end: 36 }
 */
export function hover(text: string, offset: number, options: ServiceOptions = {}): Hover | undefined {
  const view = viewOf(text, options);
  let found: Hover | undefined;
  for (const place of placesAt(view, offset)) if ((found = said(place, offset, view, options)) !== undefined) break;
  const about = diagnose(text, options).filter(({ at: { span } }) => span.start <= offset && offset <= span.end);
  const [first] = about;
  if (first === undefined) return found;
  const codes = [...new Set(about.map(({ code }) => code))].flatMap((code) => codeText(code) ?? []);
  const parts = found === undefined ? codes : [found.text, ...codes];
  return { span: found?.span ?? first.at.span, text: parts.join('\n\n---\n\n') };
}

function said(place: Place, offset: number, view: RuleView, options: ServiceOptions): Hover | undefined {
  const { node, parent, scope } = place;
  const { known } = view;
  switch (node.kind) {
    case 'Target': {
      const schema = Object.hasOwn(known.schemas, node.name) ? known.schemas[node.name] : undefined;
      const seen = options.observed?.get(node.name);
      const properties =
        schema === undefined ? 'No schema knows it.' : `${propertyNames(schema).length} known properties.`;
      const count = options.observed === undefined ? '' : ` ${seen?.count ?? 0} in the inventory.`;
      return { span: node.nameSpan, text: `entity type \`${node.name}\`\n\n${properties}${count}` };
    }
    case 'Segment': {
      if (parent?.node.kind !== 'Path') return undefined;
      const path = parent.node;
      const index = path.segments.indexOf(node);
      const { schema } = view.shapes.follow({ ...path, segments: path.segments.slice(0, index + 1) }, scope);
      const written = path.segments.slice(0, index + 1).map(({ name }) => name);
      const seen = seenText(known.seen(ownerOf(path, index, scope), node.name));
      const lines = [`property \`${written.join('.')}\`: ${kindText(schema)}`, ...(seen === undefined ? [] : [seen])];
      return { span: node.span, text: lines.join('\n\n') };
    }
    case 'Call': {
      const { nameSpan } = node;
      const definition = view.functions.named(node.name);
      if (definition === undefined || offset < nameSpan.start || offset > nameSpan.end) return undefined;
      return { span: nameSpan, text: functionText(definition) };
    }
    case 'NamedList': {
      const { lists } = options;
      const values = lists !== undefined && Object.hasOwn(lists, node.name) ? lists[node.name] : undefined;
      const shown = values?.slice(0, 10).map((value) => `\`${String(value)}\``);
      const text = shown === undefined ? 'Its values are given where the rule is run.' : shown.join(', ');
      return { span: node.span, text: `named list \`$${node.name}\`\n\n${text}` };
    }
    default:
      return undefined;
  }
}
