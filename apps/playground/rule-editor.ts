import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  closeBrackets,
  closeBracketsKeymap,
  snippet,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { type Diagnostic as Lint, forceLinting, linter, lintKeymap } from '@codemirror/lint';
import { EditorState, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  hoverTooltip,
  keymap,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { completions, diagnose, hover, semanticTokens, type ServiceOptions } from '../../src/services/index.ts';
import type { Message } from '../../src/text/message.ts';
import { actionsOf } from '../../src/services/code-actions.ts';
import { markdownNode } from './markdown.ts';
import { theme } from './theme.ts';

/** What the editor of the rule is told and tells. */
export interface RuleEditorHost {
  readonly changed: (text: string) => void;
  readonly moved: (offset: number) => void;
  readonly options: () => ServiceOptions;
  /** What the last run found no support for. */
  readonly evidence: () => readonly Message[];
}

/** The editor of the rule: CodeMirror over the language services. */
export class RuleEditor {
  readonly view: EditorView;
  private readonly host: RuleEditorHost;

  constructor(parent: HTMLElement, text: string, host: RuleEditorHost) {
    this.host = host;
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            'aria-label': 'Rule in GSL',
            tabindex: '0',
            spellcheck: 'false',
            autocapitalize: 'off',
          }),
          autocompletion({ override: [(context) => this.complete(context)], icons: false }),
          linter(({ state }) => this.lint(state.doc.toString()), { delay: 100 }),
          hoverTooltip((view, offset) => this.hover(view, offset)),
          colours,
          theme,
          // Tab leaves the editor, as everywhere on a page.
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...defaultKeymap, ...historyKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) host.changed(update.state.doc.toString());
            if (update.docChanged || update.selectionSet) host.moved(update.state.selection.main.head);
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Puts another text in its place; it can be undone. */
  replace(text: string): void {
    if (text === this.text) return;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  /** Does a repair. */
  change(from: number, to: number, insert: string): void {
    const { length } = this.view.state.doc;
    if (to > length) return;
    this.view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length } });
    this.view.focus();
  }

  /** Shows where something stands. */
  select(from: number, to: number): void {
    const { length } = this.view.state.doc;
    this.view.dispatch({
      selection: { anchor: Math.min(from, length), head: Math.min(to, length) },
      scrollIntoView: true,
    });
  }

  /** What the run found has changed. */
  refresh(): void {
    forceLinting(this.view);
  }

  private lint(text: string): readonly Lint[] {
    const own = diagnose(text, this.host.options());
    const evidence = this.host.evidence().filter(({ at }) => at?.kind === 'text' && at.source.text === text);
    return [...own, ...evidence].flatMap((message): Lint[] => {
      if (message.at?.kind !== 'text') return [];
      const { severity, help, at } = message;
      const actions = own.some((one) => one === message) ? actionsOf([message as (typeof own)[number]]) : [];
      return [
        {
          from: at.span.start,
          to: Math.max(at.span.end, at.span.start),
          severity: severity === 'note' ? 'info' : severity,
          message: help === undefined ? message.message : `${message.message}; ${help}`,
          actions: actions.map(({ title, fix }) => ({
            name: title,
            apply: () => this.change(fix.span.start, fix.span.end, fix.text),
          })),
        },
      ];
    });
  }

  private complete({ state, pos, explicit }: CompletionContext): CompletionResult | null {
    const found = completions(state.doc.toString(), pos, this.host.options());
    const [first] = found;
    if (first === undefined) return null;
    // Nothing is offered by itself where nothing was begun.
    if (!explicit && first.span.start === pos && !/[.'(]$/u.test(state.sliceDoc(0, pos))) return null;
    return {
      from: first.span.start,
      to: first.span.end,
      filter: false,
      options: found.map(({ label, text, snippet: template, detail, documentation }, index): Completion => ({
        label,
        boost: -index / 10,
        ...(detail === undefined ? {} : { detail }),
        ...(documentation === undefined ? {} : { info: () => markdownNode(documentation) }),
        apply: template === undefined ? text : snippet(template.replaceAll('$0', '${}')),
      })),
    };
  }

  private hover({ state }: EditorView, offset: number) {
    const found = hover(state.doc.toString(), offset, this.host.options());
    if (found === undefined) return null;
    return { pos: found.span.start, end: found.span.end, create: () => ({ dom: markdownNode(found.text) }) };
  }
}

/** Each word by what it is. */
const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor({ state }: EditorView) {
      this.decorations = coloursOf(state);
    }

    update({ docChanged, state }: ViewUpdate): void {
      if (docChanged) this.decorations = coloursOf(state);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

function coloursOf({ doc }: EditorState): DecorationSet {
  const set = new RangeSetBuilder<Decoration>();
  for (const { span, kind } of semanticTokens(doc.toString()))
    set.add(span.start, span.end, Decoration.mark({ class: `gsl-${kind}` }));
  return set.finish();
}
