/** The look of every page: light and dark as the reader has it, readable at the width of a phone, and on paper. */
export const SITE_STYLE = `:root {
  color-scheme: light dark;
  --page: #fff;
  --text: #1b1f24;
  --dim: #59636e;
  --line: #d0d7de;
  --head: #f3f5f7;
  --link: #0b5cad;
  --keyword: #8250df;
  --function: #6639ba;
  --string: #0a6640;
  --number: #a0470a;
  --control: #7d8792;
  --critical: #a3151f;
  --high: #9a4300;
  --medium: #7a5600;
  --low: #17663a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1318;
    --text: #e3e8ee;
    --dim: #9aa5b1;
    --line: #343d48;
    --head: #1a2028;
    --link: #7ab7ff;
    --keyword: #d2a8ff;
    --function: #cba6ff;
    --string: #7ee2b0;
    --number: #ffa066;
    --control: #6f7b88;
    --critical: #ff9a94;
    --high: #ffb172;
    --medium: #f0c85a;
    --low: #7fdca4;
  }
}
* {
  box-sizing: border-box;
}
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font:
    16px/1.6 system-ui,
    sans-serif;
}
nav {
  border-bottom: 1px solid var(--line);
  background: var(--head);
}
nav ul {
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 1.1rem;
  max-width: 56rem;
  margin: 0 auto;
  padding: 0.7rem 1rem;
  list-style: none;
}
nav [aria-current] {
  color: var(--text);
  font-weight: 600;
  text-decoration: none;
}
main {
  max-width: 56rem;
  margin: 0 auto;
  padding: 0.5rem 1rem 4rem;
  overflow-wrap: anywhere;
}
main:focus {
  outline: none;
}
.skip {
  position: absolute;
  left: -100rem;
}
.skip:focus {
  left: 1rem;
  top: 0.5rem;
  background: var(--page);
  padding: 0.25rem 0.5rem;
}
a {
  color: var(--link);
}
h1 {
  font-size: 1.8rem;
  line-height: 1.25;
}
h2 {
  margin-top: 2.2rem;
  border-bottom: 1px solid var(--line);
}
code,
pre {
  font:
    0.9em/1.5 ui-monospace,
    monospace;
}
code {
  background: var(--head);
  border-radius: 4px;
  padding: 0.1em 0.3em;
}
pre {
  background: var(--head);
  border: 1px solid var(--line);
  border-radius: 6px;
  padding: 0.8rem 1rem;
  overflow-x: auto;
  overflow-wrap: normal;
}
pre code {
  padding: 0;
  background: none;
}
.wrap {
  overflow-x: auto;
}
table {
  border-collapse: collapse;
}
th,
td {
  border: 1px solid var(--line);
  padding: 0.35rem 0.6rem;
  text-align: left;
  vertical-align: top;
  overflow-wrap: normal;
}
th {
  background: var(--head);
}
blockquote {
  margin: 1rem 0;
  padding-left: 1rem;
  border-left: 3px solid var(--line);
  color: var(--dim);
}
img {
  max-width: 100%;
}
.gsl-keyword {
  color: var(--keyword);
}
.gsl-type {
  color: var(--link);
  font-weight: 600;
}
.gsl-function {
  color: var(--function);
}
.gsl-string,
.gsl-regexp {
  color: var(--string);
}
.gsl-number,
.gsl-variable {
  color: var(--number);
}
.severity {
  display: inline-block;
  border: 1px solid currentcolor;
  border-radius: 4px;
  padding: 0 0.4em;
  font-size: 0.85em;
  font-weight: 600;
  white-space: nowrap;
}
.critical,
.failed {
  color: var(--critical);
}
.high {
  color: var(--high);
}
.medium,
.error {
  color: var(--medium);
}
.low,
.passed {
  color: var(--low);
}
.informational,
.irrelevant,
.excluded {
  color: var(--dim);
}
.text {
  white-space: pre-line;
}
pre.rule,
pre.wrapped {
  white-space: pre-wrap;
}
.note {
  color: var(--dim);
}
.problem {
  border-left: 3px solid var(--critical);
  padding-left: 0.8rem;
}
dl.facts {
  display: grid;
  grid-template-columns: max-content 1fr;
  gap: 0.2rem 1rem;
}
dl.facts dt {
  color: var(--dim);
}
dl.facts dd {
  margin: 0;
}
details {
  margin: 0.5rem 0;
}
summary {
  cursor: pointer;
}
form.filter {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
  gap: 0.6rem 0.8rem;
  margin: 1rem 0;
}
form.filter[hidden],
tr[hidden] {
  display: none;
}
form.filter label {
  display: block;
  color: var(--dim);
  font-size: 0.85em;
}
form.filter input,
form.filter select,
form.filter button {
  width: 100%;
  min-height: 2.4rem;
  border: 1px solid var(--control);
  border-radius: 6px;
  padding: 0.3rem 0.5rem;
  background: var(--page);
  color: var(--text);
  font: inherit;
}
form.filter button {
  align-self: end;
  cursor: pointer;
}
:focus-visible {
  outline: 2px solid var(--link);
  outline-offset: 2px;
}
main:has(table.rules),
body:has(table.rules) nav ul {
  max-width: 76rem;
}
table.rules {
  width: 100%;
  table-layout: fixed;
}
table.rules td {
  overflow-wrap: anywhere;
}
table.rules th:nth-child(1),
table.rules th:nth-child(4),
table.rules th:nth-child(5) {
  width: 19%;
}
table.rules th:nth-child(2) {
  width: 9rem;
}
footer {
  max-width: 56rem;
  margin: 0 auto;
  padding: 1rem;
  color: var(--dim);
  font-size: 0.85em;
}
@media (max-width: 44rem) {
  table.rules thead {
    position: absolute;
    left: -100rem;
  }
  table.rules,
  table.rules tbody,
  table.rules tr,
  table.rules td {
    display: block;
  }
  table.rules tr[hidden] {
    display: none;
  }
  table.rules tr {
    border: 1px solid var(--line);
    border-radius: 6px;
    margin: 0.6rem 0;
    padding: 0.4rem 0.6rem;
  }
  table.rules td {
    border: 0;
    padding: 0.1rem 0;
  }
  table.rules td:empty {
    display: none;
  }
  dl.facts {
    grid-template-columns: 1fr;
  }
}
@media print {
  nav,
  .skip,
  form.filter {
    display: none;
  }
  body {
    background: #fff;
    color: #000;
  }
}
`;
