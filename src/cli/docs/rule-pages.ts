import { printable } from '../../text/format-message.ts';
import { FILTER_PROGRAM } from './filter-program.ts';
import { linkBetween, SITE_COMMENT, type SiteFrame, sitePage, STYLE_FILE } from './page.ts';
import { ruleEntries, type RulesFound } from './rule-entry.ts';
import { ruleList } from './rule-list.ts';
import { rulePage } from './rule-page.ts';
import { SITE_STYLE } from './style.ts';

/** A file of a site: its path, and what is in it. */
export type SiteFile = readonly [path: string, text: string];

/** Where the pages of rules lie in a site. */
export interface RulesPlace {
  /** The heading of the list. */
  readonly title: string;
  /** The path of the list. */
  readonly index: string;
  /** The folder of the pages. */
  readonly folder: string;
}

/** The files of a site about rules: the list that can be filtered, a page for each, style and script. */
export function rulePages(
  found: RulesFound,
  { title, index, folder }: RulesPlace,
  frame: SiteFrame,
): readonly SiteFile[] {
  const entries = ruleEntries(found);
  const script = `${folder}/filter.js`;
  const pages = entries.map((entry): SiteFile => {
    const path = `${folder}/${entry.page}`;
    const body = rulePage(entry, linkBetween(path, index));
    return [
      path,
      sitePage({ path, title: `${printable(entry.rule.name)} · ${printable(entry.rule.id)}`, body }, frame),
    ];
  });
  const body = ruleList(title, entries, index, folder);
  return [
    [STYLE_FILE, `${SITE_COMMENT}\n${SITE_STYLE}`],
    [script, `${SITE_COMMENT}\n${FILTER_PROGRAM}`],
    ...pages,
    // Last: a folder with a list has all its pages.
    [index, sitePage({ path: index, title: printable(title), body, scripts: [script] }, frame)],
  ];
}
