/**
 * The program of the list of rules: it shows the rows that the form asks for, and keeps what it asks for in the address. It
 * asks nobody anything, and without it the list is whole.
 */
export const FILTER_PROGRAM = `'use strict';
(() => {
  const form = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const rows = [...document.querySelectorAll('table.rules tbody tr')];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const controls = [...form.querySelectorAll('[name]')];
  const matches = (row, index) =>
    controls.every(({ name, value, selectedIndex }) => {
      if (value === '') return true;
      if (name === 'text') return value.toLowerCase().split(/\\s+/).every((word) => texts[index].includes(word));
      return row.dataset[name].split(' ').includes(String(selectedIndex));
    });
  const apply = () => {
    let count = 0;
    rows.forEach((row, index) => {
      row.hidden = !matches(row, index);
      if (!row.hidden) count += 1;
    });
    shown.textContent = count + ' of ' + rows.length + (rows.length === 1 ? ' rule' : ' rules');
  };
  const read = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const control of controls) {
      control.value = asked.get(control.name) ?? '';
      if (control.selectedIndex === -1) control.value = '';
    }
    apply();
  };
  const write = () => {
    const asked = new URLSearchParams(controls.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]));
    history.replaceState(null, '', '#' + asked);
    apply();
  };
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', write);
  form.addEventListener('reset', () => setTimeout(write));
  addEventListener('hashchange', read);
  read();
  form.hidden = false;
})();
`;
