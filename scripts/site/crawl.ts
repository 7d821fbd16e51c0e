import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

/**
 * Follows every link of every page of a site that leads to a place in it.
 *
 * @param passedOver folders whose pages are not there
 * @returns the links that lead nowhere, as `page: link`
 */
export function brokenLinks(folder: string, passedOver: readonly string[] = []): readonly string[] {
  const pages = globSync('**/*.html', { cwd: folder }).map((path) => path.replaceAll('\\', '/'));
  const ids = new Map<string, ReadonlySet<string>>();
  const idsOf = (page: string): ReadonlySet<string> => {
    let found = ids.get(page);
    if (found === undefined) {
      const text = readFileSync(join(folder, page), 'utf8');
      found = new Set([...text.matchAll(/\s(?:id|name)="([^"]*)"/gu)].map(([, id = '']) => id));
      ids.set(page, found);
    }
    return found;
  };
  return pages.sort().flatMap((page) => {
    // What stands in scripts is no link.
    const text = readFileSync(join(folder, page), 'utf8').replace(/<script\b.*?<\/script>/gsu, '');
    const links = [...text.matchAll(/\s(?:href|src)="([^"]*)"/gu)].map(([, link = '']) =>
      link.replaceAll('&amp;', '&'),
    );
    return [...new Set(links)].filter((link) => isBroken(link, page)).map((link) => `${page}: ${link}`);
  });

  function isBroken(link: string, page: string): boolean {
    if (/^(?:[a-z]+:|\/\/)/iu.test(link)) return false;
    const [path = '', fragment = ''] = link.split('#', 2);
    const [way = ''] = decodeURIComponent(path).split('?', 1);
    const target = way === '' ? page : posix.join(posix.dirname(page), way);
    if (passedOver.some((own) => target.startsWith(own))) return false;
    const file = join(folder, target);
    if (target.startsWith('..') || !existsSync(file)) return true;
    if (statSync(file).isDirectory()) return !existsSync(join(file, 'index.html'));
    if (fragment === '' || !target.endsWith('.html')) return false;
    // What a page is to show, by the names of its controls.
    const wanted = fragment.includes('=') ? [...new URLSearchParams(fragment).keys()] : [decodeURIComponent(fragment)];
    return wanted.some((id) => !idsOf(target).has(id));
  }
}
