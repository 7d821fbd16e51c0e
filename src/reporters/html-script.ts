/**
 * The program of the HTML report: it fills the table from the two JSON elements of the page, and writes text only as
 * text nodes. The order of a row's values is that of `Row` in html.ts.
 */
export const htmlScript = String.raw`
'use strict';
(() => {
  const PAGE = 100;
  const MOST_PRINTED = 2000;
  const CUT = 160;
  const SEVERITIES = ['Critical', 'High', 'Medium', 'Low', 'Informational'];
  const STATUSES = ['failed', 'error', 'excluded', 'matched', 'passed'];
  const byId = (id) => document.getElementById(id);
  const { rules } = JSON.parse(byId('report').textContent);
  const rows = JSON.parse(byId('results').textContent).map((values, order) => {
    const [status, rule, type, id, name, account, region, place, reason, facts, more, tree, baseline] = values;
    const { severity } = rules[rule];
    const row = { status, rule: rules[rule], severity, type, id, name, account, region, place, reason, facts, more, tree, baseline, order };
    row.text = [status, severity, row.rule.id, row.rule.name, type, id, name, account, region, place, reason, baseline].join('\n').toLowerCase();
    return row;
  });

  const el = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(properties)) {
      if (key === 'class') element.className = value;
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };
  const cut = (text) => (text.length > CUT ? text.slice(0, CUT) + '…' : text);
  const isolated = (text) => el('bdi', {}, cut(text));
  const badge = (word) => el('span', { class: 'badge ' + word.toLowerCase() }, word);

  const filters = {
    text: byId('text'), status: byId('status'), severity: byId('severity'), rule: byId('rule'), account: byId('account'),
  };
  const fill = (select, values, label) => {
    for (const value of values) select.append(el('option', { value }, label ? label(value) : value));
  };
  const distinct = (values) => [...new Set(values)].filter((value) => value !== '').sort();
  const count = (status) => rows.filter((row) => row.status === status).length;
  fill(filters.status, STATUSES.filter((status) => count(status) > 0), (status) => status + ' (' + count(status) + ')');
  fill(filters.severity, SEVERITIES);
  fill(filters.rule, distinct(rows.map((row) => row.rule.id)), cut);
  fill(filters.account, distinct(rows.map((row) => row.account)), cut);
  if (count('failed') > 0) filters.status.value = 'failed';

  const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const COMPARE = {
    severity: (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
    status: (a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status),
    rule: (a, b) => compareText(a.rule.id, b.rule.id),
    entity: (a, b) => compareText(a.name.toLowerCase(), b.name.toLowerCase()),
    reason: (a, b) => compareText(a.reason, b.reason),
    account: (a, b) => compareText(a.account, b.account),
    region: (a, b) => compareText(a.region, b.region),
  };
  let sort = { key: 'severity', descending: false };
  let page = 0;
  let shown = [];
  let perPage = PAGE;

  const select = () => {
    const words = filters.text.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const { status, severity, rule, account } = filters;
    const compare = COMPARE[sort.key];
    shown = rows.filter(
      (row) =>
        (status.value === '' || row.status === status.value) &&
        (severity.value === '' || row.severity === severity.value) &&
        (rule.value === '' || row.rule.id === rule.value) &&
        (account.value === '' || row.account === account.value) &&
        words.every((word) => row.text.includes(word)),
    );
    shown.sort((a, b) => (sort.descending ? compare(b, a) : compare(a, b)) || a.order - b.order);
    page = 0;
    render();
  };

  const part = (title, ...children) => el('section', {}, el('h3', {}, title), ...children);
  const list = (items) => el('ul', {}, ...items.map((item) => el('li', {}, item)));
  const link = ({ title, url }) =>
    /^https?:\/\//i.test(url) ? el('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, title) : title;
  const details = (row) => {
    const { rule } = row;
    const terms = [
      ['Entity', row.name], ['Id', row.id], ['Type', row.type], ['Account', row.account], ['Region', row.region], ['Location', row.place],
    ].filter(([, value]) => value !== '');
    const parts = [el('dl', {}, ...terms.flatMap(([term, value]) => [el('dt', {}, term), el('dd', {}, el('bdi', {}, value))]))];
    if (row.reason !== '') parts.push(part(row.status === 'error' ? 'Could not be decided' : 'Reason', el('bdi', {}, row.reason)));
    if (row.more !== '') parts.push(part(row.status === 'excluded' ? 'Exclusion' : 'Help', el('bdi', {}, row.more)));
    if (row.facts.length > 1) parts.push(part('Facts', list(row.facts.map((fact) => el('bdi', {}, fact)))));
    if (row.tree.length > 0) parts.push(part('Condition', el('pre', {}, row.tree.join('\n'))));
    if (row.status !== 'passed') {
      for (const [way, text] of rule.remediation) {
        parts.push(part(way === 'text' ? 'Remediation' : 'Remediation: ' + way, el('pre', {}, text)));
      }
    }
    if (rule.override !== '') parts.push(part('Severity', el('bdi', {}, rule.severity + ' (' + rule.override + ')')));
    if (rule.description !== '') parts.push(part('Rule', rule.description));
    parts.push(part('Logic', el('pre', {}, rule.logic)));
    if (rule.references.length > 0) parts.push(part('References', list(rule.references.map(link))));
    return el('div', { class: 'parts' }, ...parts);
  };

  const body = byId('rows');
  const columns = document.querySelectorAll('#findings thead th').length;
  const rowOf = (row) => {
    const detailId = 'detail-' + row.order;
    const button = el('button', {
      type: 'button', class: 'open', 'aria-expanded': 'false', 'aria-controls': detailId, 'aria-label': 'Details of ' + cut(row.name),
    });
    const entity = el('td', { class: 'break' }, isolated(row.name));
    const known = row.id === '' || row.id === row.name ? [row.type] : [row.type, row.id];
    entity.append(el('br', {}), el('span', { class: 'dim' }, ...known.flatMap((text, index) => (index > 0 ? [' · ', isolated(text)] : [isolated(text)]))));
    const rule = el('td', { class: 'break' }, isolated(row.rule.id));
    if (row.rule.name !== row.rule.id) rule.append(el('br', {}), el('span', { class: 'dim' }, isolated(row.rule.name)));
    const status = el('td', {}, badge(row.status));
    if (row.baseline === 'new') status.append(' ', el('span', { class: 'new' }, 'new'));
    const line = el(
      'tr', { class: 'finding' },
      el('td', {}, button), el('td', {}, badge(row.severity)), status, rule, entity,
      el('td', { class: 'break' }, isolated(row.reason)), el('td', {}, isolated(row.account)), el('td', {}, isolated(row.region)),
    );
    const detail = el('tr', { class: 'detail', id: detailId, hidden: '' }, el('td', { colspan: String(columns) }));
    button.addEventListener('click', () => {
      const isOpen = button.getAttribute('aria-expanded') === 'true';
      if (!isOpen && detail.firstChild.childNodes.length === 0) detail.firstChild.append(details(row));
      button.setAttribute('aria-expanded', String(!isOpen));
      detail.hidden = isOpen;
    });
    return [line, detail];
  };

  const render = () => {
    const pages = Math.max(1, Math.ceil(shown.length / perPage));
    const from = page * perPage;
    const visible = shown.slice(from, from + perPage);
    body.replaceChildren(...visible.flatMap(rowOf));
    byId('shown').textContent =
      shown.length === 0
        ? 'No results match.'
        : 'Showing ' + (from + 1) + ' to ' + (from + visible.length) + ' of ' + shown.length + (shown.length === 1 ? ' result' : ' results');
    byId('previous').disabled = page === 0;
    byId('next').disabled = page >= pages - 1;
  };

  const headings = [...document.querySelectorAll('#findings th[data-key]')];
  const mark = () => {
    for (const th of headings) {
      if (th.dataset.key === sort.key) th.setAttribute('aria-sort', sort.descending ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    }
  };
  for (const th of headings) {
    th.firstChild.addEventListener('click', () => {
      sort = { key: th.dataset.key, descending: sort.key === th.dataset.key && !sort.descending };
      mark();
      select();
    });
  }
  for (const control of Object.values(filters)) control.addEventListener('input', select);
  byId('previous').addEventListener('click', () => { page -= 1; render(); });
  byId('next').addEventListener('click', () => { page += 1; render(); });
  // Paper has no pages to turn to.
  addEventListener('beforeprint', () => { perPage = MOST_PRINTED; page = 0; render(); });
  addEventListener('afterprint', () => { perPage = PAGE; render(); });
  byId('findings').hidden = false;
  mark();
  select();
})();
`;
