import { hash } from 'node:crypto';
import type { AccessDiff } from '../../access/diff';
import { escaped } from '../../text/escaped';
import { jsonText } from '../../text/json-text';
import { visible } from '../../text/visible';
import { examinedText, plural } from '../counts';
import { verdict } from '../diff-text';
import type { ReportDocument, ReportedFinding } from '../document';
import { showLocation } from '../locate';
import { allFindings, allWaived, omittedParts, omittedTexts, sum } from '../omitted';
import { ownerText } from '../owner';
import { waiverEntry } from '../waiver-entry';
import type { Matrix } from './matrix';
import { script } from './script';
import { style } from './style';

/**
 * The report as one file: no network, no inline secrets, a Content-Security-Policy that allows its own style and script by their hashes and
 * nothing else. Verdict, findings and matrix are in the markup, so they can be read without the script. Byte-stable.
 */
export function htmlReport(document: ReportDocument, matrix: Matrix, diff?: AccessDiff): string {
  const sections = [
    ...(diff ? [['changes', 'Changes', changes(diff)] as const] : []),
    ['findings', 'Findings', findings(document)] as const,
    ['access', 'Who reaches what', access(document, matrix)] as const,
    ['residual', 'What no grant decides', residual(document, matrix)] as const,
  ];
  const policy = `default-src 'none'; style-src '${fingerprint(style)}'; script-src '${fingerprint(script)}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Bulkhead: ${document.verdict}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Bulkhead <span class="verdict ${document.verdict}">${heading(document)}</span></h1>
<p class="soft">${text(examinedText(document.examined))}</p>
<nav aria-label="Sections">${sections.map(([id, title]) => `<a href="#${id}">${title}</a>`).join('')}</nav>
</header>
<main>
${sections.map(([id, title, body]) => `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${title}</h2>\n${body}\n</section>`).join('\n')}
</main>
<script type="application/json" id="data">${data(document, matrix)}</script>
<script>${script}</script>
</body>
</html>
`;
}

const fingerprint = (content: string): string => `sha256-${hash('sha256', content, 'base64')}`;

/** Made visible here once more: what the page takes from the manifest itself has not been. */
const text = (value: string): string =>
  visible(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
/** Isolated, so that a name in a script that runs from right to left cannot reorder what stands beside it. */
const name = (value: string): string => `<bdi>${text(value)}</bdi>`;
const code = (value: string): string => `<code>${name(value)}</code>`;

function heading(document: ReportDocument): string {
  if (document.verdict === 'rejected') return `rejected, ${allFindings(document)}`;
  const waived = allWaived(document);
  return waived > 0 ? `proven, ${waived} waived` : 'proven';
}

function findings({ findings: open, waived, notices, omitted }: ReportDocument): string {
  const parts = [
    ...(open.length + sum(omitted?.findings) === 0
      ? ['<p>None is open.</p>']
      : open.map((item) => card(item, ''))),
    ...waived.map(({ finding, reason, owner, expires }) =>
      card(
        finding,
        `<p><strong>Waived</strong> until ${text(expires)} by ${name(owner)}: ${name(reason)}</p>`,
      ),
    ),
    ...notices.map(
      ({ stack, text: said }) =>
        `<div class="card"><h3>Notice</h3><p>The plan of ${code(stack)} ${name(said)}.</p></div>`,
    ),
    ...omittedTexts(omitted).map((said) => `<div class="card"><h3>Not shown</h3><p>${name(said)}.</p></div>`),
  ];
  return parts.join('\n');
}

function card(finding: ReportedFinding, waiver: string): string {
  const { rule, at, what, why, fix, waiveWith } = finding;
  const waive =
    waiver ||
    (waiveWith
      ? `<p class="soft">Waive with ${code(waiverEntry(waiveWith))}</p>`
      : '<p class="soft">This can never be waived.</p>');
  return `<div class="card"><h3>${code(rule)} ${name(ownerText(finding))}</h3>
<p>${name(what)}</p><p><strong>Why:</strong> ${text(why)}</p><p><strong>Fix:</strong> ${name(fix)}</p>${waive}
<p>${[...at.map((place) => code(showLocation(place))), ...omittedParts(finding).map(name)].join(' ')}</p></div>`;
}

function access({ verdict: said, grants, findings: open, omitted }: ReportDocument, matrix: Matrix): string {
  // A file more, a role that grew: what is found may overrule a chain that leads where it should.
  const holds = said === 'rejected' ? 'granted; the proof as a whole is rejected' : 'granted and proved';
  const key = (org: string, tenant: string): string => `${org}/${tenant}`;
  const proved = new Set<string>();
  const bad = new Map<string, Set<string>>();
  for (const { org, tenant, division, source } of grants) {
    const owner = key(org, tenant);
    if (source !== undefined) proved.add(JSON.stringify([owner, division]));
    else bad.set(owner, (bad.get(owner) ?? new Set()).add(division));
  }
  const cell = (owner: string, division: string, kind: string, label: string): string =>
    `<button type="button" class="cell ${kind}" data-tenant="${text(owner)}" data-division="${text(division)}" title="${text(label)}">${name(division)}</button>`;
  const rows = matrix.tenants.map(({ org, tenant, divisions }) => {
    const owner = key(org, tenant);
    const of = (source: 'own' | 'shared'): string =>
      divisions
        .filter((one) => one.source === source)
        .map(({ key: division }) =>
          proved.has(JSON.stringify([owner, division]))
            ? cell(owner, division, source, `${source}, ${holds}`)
            : cell(owner, division, 'none', `${source}, nothing proved here`),
        )
        .join('');
    const rejected = [...(bad.get(owner) ?? [])]
      .sort()
      .map((division) => cell(owner, division, 'bad', 'rejected: not proved'))
      .join('');
    return `<tr data-tenant="${text(owner)}"><th scope="row">${name(owner)}</th><td>${of('own')}</td><td>${of('shared')}</td><td>${rejected}</td></tr>`;
  });
  const roles = matrix.roles
    .map(({ org, role }) => `<option value="${text(`${org}/${role}`)}">${text(`${org}/${role}`)}</option>`)
    .join('');
  const hasNoTenant = ({ tenant }: { readonly tenant: string | undefined }): boolean => tenant === undefined;
  const unplaced = open.filter(hasNoTenant).length + sum(omitted?.findings.filter(hasNoTenant));
  return `<div id="filters" class="filters" hidden>
<label>Tenant <input id="by-tenant" type="search" autocomplete="off"></label>
<label>Role <select id="by-role"><option value="">any</option>${roles}</select></label>
<label>Permission <input id="by-permission" type="search" autocomplete="off"></label>
<p id="count" class="soft" role="status"></p></div>
${unplaced > 0 ? `<p>${plural(unplaced, 'finding')} about the org as a whole above.</p>` : ''}
<div id="detail" class="card" role="region" aria-label="Selected cell"></div>
<div class="scroll" tabindex="0" role="region" aria-label="Tenants and divisions">
<table class="matrix" id="matrix"><caption class="soft">Choose a division for roles, permissions and the proof; arrow keys move.</caption>
<thead><tr><th scope="col">Tenant</th><th scope="col">Own divisions</th><th scope="col">Shared with it</th><th scope="col">Rejected</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}

function residual({ assumptions }: ReportDocument, matrix: Matrix): string {
  const wide =
    matrix.orgWide.length === 0
      ? '<p>Every permission of every role template stops at divisions, by the catalogue.</p>'
      : `<p>These act in the whole org, or nobody can say:</p><ul>${matrix.orgWide.map((item) => `<li>${name(item)}</li>`).join('')}</ul>`;
  return `<p>Any valid token can call ${matrix.open} operations that need no permission: among them the names of all divisions and the user directory.</p>
${wide}
<p>What the proof takes for granted:</p><ul>${assumptions.map((item) => `<li>${name(item)}</li>`).join('')}</ul>`;
}

function changes(diff: AccessDiff): string {
  if (diff.changes.length === 0) return '<p>No access changes.</p>';
  const word = { new: 'new', removed: 'removed', neutral: 'no access' } as const;
  const rows = diff.changes.map(
    ({ effect, org, text: said, opened, closed }) =>
      `<tr><td><strong>${word[effect]}</strong></td><td>${name(org)}</td><td>${name(said)}</td><td>${opened.length || ''}${closed.length > 0 ? `−${closed.length}` : ''}</td></tr>`,
  );
  return `<p>${text(verdict(diff))}</p><div class="scroll" tabindex="0" role="region" aria-label="Table of changes"><table class="plain"><thead><tr><th scope="col">Access</th><th scope="col">Org</th><th scope="col">Change</th><th scope="col">Reach</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

/** The data for the script: in a block that no browser runs, with every character escaped that could end it. */
function data({ verdict: said, grants }: ReportDocument, matrix: Matrix): string {
  // Chains of one tenant are much alike: each text is written once.
  const texts = new Map<string, number>();
  const index = (said: string): number => {
    const known = texts.get(said) ?? texts.size;
    texts.set(said, known);
    return known;
  };
  const value = {
    rejected: said === 'rejected',
    grants: grants.map(({ org, tenant, client, role, division, source, chain }) => ({
      owner: `${org}/${tenant}`,
      org,
      client,
      role,
      division,
      source,
      chain: chain.map(({ text: said, at }) => [index(said), index(at ? showLocation(at) : '')]),
    })),
    roles: Object.fromEntries(
      matrix.roles.map(({ org, role, permissions }) => [
        `${org}/${role}`,
        permissions.map(({ name: permission, awareness }) => [permission, awareness]),
      ]),
    ),
  };
  return jsonText({ ...value, texts: [...texts.keys()] }, 0).replace(/[<>&]/g, escaped);
}
