/**
 * The page's whole script: filters, and what a cell holds. Everything that comes from the data is set as text, never as markup. Without it
 * all but the details of cells can still be read.
 */
export const script = `
(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const detail = document.getElementById('detail');
  const make = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  const show = (cell) => {
    const tenant = cell.dataset.tenant;
    const division = cell.dataset.division;
    const grants = data.grants.filter((grant) => grant.owner === tenant && grant.division === division);
    const head = make('h3', tenant + ' in ' + division);
    head.tabIndex = -1;
    detail.replaceChildren(head);
    if (grants.length === 0) detail.append(make('p', 'Nothing is granted here.'));
    for (const grant of grants) {
      const title = make('p');
      const standing = !grant.source ? 'not proved' : data.rejected ? grant.source + '; the proof as a whole is rejected' : 'proved, ' + grant.source;
      title.append(make('strong', grant.role), ' by ' + grant.client + ': ' + standing);
      detail.append(title);
      const permissions = data.roles[grant.org + '/' + grant.role] || [];
      const list = make('ul');
      for (const [name, awareness] of permissions) {
        const item = make('li');
        item.append(make('code', name), ' ' + awareness);
        list.append(item);
      }
      const chain = make('ol', undefined, 'chain');
      for (const [text, at] of grant.chain) {
        const item = make('li', data.texts[text]);
        if (data.texts[at]) item.append(make('br'), make('code', data.texts[at]));
        chain.append(item);
      }
      detail.append(list, make('p', grant.source && !data.rejected ? 'How it is proved' : 'How far it can be followed', 'soft'), chain);
    }
    head.focus();
    detail.scrollIntoView({ block: 'nearest' });
  };
  const table = document.getElementById('matrix');
  table.addEventListener('click', (event) => {
    const cell = event.target.closest('.cell');
    if (cell) show(cell);
  });
  table.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const cell = event.target.closest('.cell');
    if (!step || !cell) return;
    const cells = [...table.querySelectorAll('tr:not([hidden]) .cell')];
    const next = cells[cells.indexOf(cell) + step];
    if (next) { next.focus(); event.preventDefault(); }
  });
  const byTenant = document.getElementById('by-tenant');
  const byRole = document.getElementById('by-role');
  const byPermission = document.getElementById('by-permission');
  const count = document.getElementById('count');
  const rows = [...table.tBodies[0].rows];
  const held = new Map();
  for (const grant of data.grants) {
    const roles = held.get(grant.owner) || new Set();
    roles.add(grant.org + '/' + grant.role);
    held.set(grant.owner, roles);
  }
  const filter = () => {
    const text = byTenant.value.trim().toLowerCase();
    const permission = byPermission.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const owner = row.dataset.tenant;
      const roles = [...(held.get(owner) || [])];
      const fits = owner.toLowerCase().includes(text)
        && (byRole.value === '' || roles.includes(byRole.value))
        && (permission === '' || roles.some((role) => (data.roles[role] || []).some(([name]) => name.toLowerCase().includes(permission))));
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    count.textContent = shown + ' of ' + rows.length + ' tenants';
  };
  for (const input of [byTenant, byRole, byPermission]) input.addEventListener('input', filter);
  document.getElementById('filters').hidden = false;
  filter();
})();
`.trim();
