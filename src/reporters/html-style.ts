/** The style sheet of the HTML report. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1b1f24; --dim: #59636e; --line: #d8dee4; --head: #eef1f4;
  --link: #0b5cad; --focus: #0b5cad; --hover: #f0f4f8;
  --critical: #8f1d2c; --high: #c2410c; --medium: #9a6700; --low: #2f6f9f; --informational: #59636e;
  --failed: #b3261e; --passed: #1a7f37; --error: #9a6700; --excluded: #59636e; --matched: #0b5cad;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1318; --card: #171c23; --text: #e3e8ee; --dim: #9aa5b1; --line: #2d353f; --head: #1e252e;
    --link: #7ab7ff; --focus: #7ab7ff; --hover: #1d242d;
    --critical: #ff8a94; --high: #ffa066; --medium: #e3b341; --low: #79c0ff; --informational: #9aa5b1;
    --failed: #ff8178; --passed: #56d364; --error: #e3b341; --excluded: #9aa5b1; --matched: #7ab7ff;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header, main { max-width: 84rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
h3 { font-size: .8rem; margin: 0 0 .25rem; color: var(--dim); font-weight: 600; }
p { margin: .25rem 0; }
.dim { color: var(--dim); }
a { color: var(--link); }
code, pre { font: .9em/1.5 ui-monospace, monospace; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24rem; overflow: auto; }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0 0; padding: 0; list-style: none; }
.counts li { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .5rem 1rem; min-width: 7rem; }
.counts b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.counts .zero b { color: var(--dim); font-weight: 400; }
.critical { color: var(--critical); } .high { color: var(--high); } .medium { color: var(--medium); }
.low { color: var(--low); } .informational { color: var(--informational); }
.failed { color: var(--failed); } .passed { color: var(--passed); } .error { color: var(--error); }
.excluded { color: var(--excluded); } .matched { color: var(--matched); }
.new { color: var(--failed); font-weight: 600; }
.badge { display: inline-flex; align-items: center; gap: .4em; font-weight: 600; white-space: nowrap; }
.badge::before { content: ''; width: .6em; height: .6em; border-radius: 50%; background: currentColor; }
.filters { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-bottom: .75rem; }
.filters label { display: grid; gap: .15rem; font-size: .8rem; font-weight: 600; color: var(--dim); }
.filters label:first-child { flex: 1 1 16rem; }
input, select, button { font: inherit; color: inherit; }
input, select { height: 2.3rem; padding: 0 .6rem; font: 400 .95rem/1.2 system-ui, sans-serif; color: var(--text); border: 1px solid var(--line); border-radius: 6px; background: var(--card); max-width: 100%; }
select { max-width: 16rem; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
.wrap { background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem .75rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { background: var(--head); border-top: 0; font-size: .8rem; white-space: nowrap; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
td.break, dd, li { overflow-wrap: anywhere; }
td { min-width: 6.5rem; } td.break { min-width: 10rem; } td.number, td:first-child { min-width: 0; }
th button { all: unset; cursor: pointer; font-weight: 600; }
th button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
th button::after { content: '\\2195'; color: var(--dim); padding-left: .35em; opacity: .5; }
th[aria-sort=ascending] button::after { content: '\\2191'; opacity: 1; }
th[aria-sort=descending] button::after { content: '\\2193'; opacity: 1; }
tbody tr.finding:hover { background: var(--hover); }
.open { all: unset; cursor: pointer; width: 1.5rem; text-align: center; color: var(--dim); border-radius: 4px; }
.open:focus-visible { outline: 2px solid var(--focus); }
.open::before { content: '\\25b8'; }
.open[aria-expanded=true]::before { content: '\\25be'; }
tr.detail > td { background: var(--page); padding: 1rem 1.25rem 1.25rem; }
.parts { display: grid; gap: 1rem; max-width: 64rem; }
.parts ul { margin: 0; padding-left: 1.2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; }
dt { color: var(--dim); } dd { margin: 0; max-height: 8rem; overflow: auto; }
nav { display: flex; gap: .75rem; align-items: center; margin: .75rem 0; }
nav button { padding: .3rem .8rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); cursor: pointer; }
nav button:disabled { opacity: .5; cursor: default; }
summary { cursor: pointer; font-weight: 600; }
footer { max-width: 84rem; margin: 2rem auto; padding: 0 1.5rem; color: var(--dim); font-size: .85rem; }
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --card: #fff; --text: #000; --dim: #444; --line: #bbb; --head: #eee; --link: #000;
    --critical: #8f1d2c; --high: #c2410c; --medium: #7a5200; --low: #2f6f9f; --informational: #444;
    --failed: #b3261e; --passed: #1a7f37; --error: #7a5200; --excluded: #444; --matched: #0b5cad;
  }
  body { font-size: 10pt; }
  header, main, footer { max-width: none; padding: 0; }
  .filters, nav, .open, th button { display: none; }
  /* Buttons are empty where the browser repeats the heading on the next sheet. */
  th[data-title]::before { content: attr(data-title); }
  .wrap { border: 0; overflow: visible; }
  thead { display: table-header-group; }
  tr, .counts li { break-inside: avoid; }
  pre, dd { max-height: none; }
}
`;
