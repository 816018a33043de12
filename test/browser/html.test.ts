import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffAccess } from '../../lib/access/diff';
import { toDocument } from '../../lib/report/document';
import { type Matrix, matrixOf } from '../../lib/report/html/matrix';
import { htmlReport } from '../../lib/report/html/page';
import { visible } from '../../lib/text/visible';
import { client } from '../rules/fixtures/fixture';
import { prove } from '../rules/fixtures/prove';
import { awkward } from '../support/awkward';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';

/* The page in a real browser: Chromium of Debian's package `chromium`. */

const program = '/usr/bin/chromium';
const images = join(__dirname, '..', '..', 'docs', 'images');
const axe = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

const provenProof = prove({});
const proven = toDocument(provenProof);
const matrix = matrixOf(provenProof.model);
const rejectedProof = prove({
  assembly: (assembly) => {
    client(assembly).roles[0].division_id = '*';
  },
});
const rejected = toDocument(rejectedProof);
const wider = sample();
wider.demo.org.roles.editor.permissions.push('routing:queue:view');
const diff = diffAccess(manifestOf(sample()), manifestOf(wider));

let browser: Browser;
const errors: string[] = [];

beforeAll(async () => {
  if (!existsSync(program)) {
    throw new Error(`${program} is not there: these tests need Chromium (apt-get install chromium).`);
  }
  browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
});
afterAll(() => browser?.close());

async function open(html: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const page = await browser.newPage(options);
  errors.length = 0;
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith('about:') && !request.url().startsWith('data:'))
      errors.push(`asked the network for ${request.url()}`);
  });
  await page.setContent(html, { waitUntil: 'load' });
  return page;
}

const picture = async (page: Page, name: string): Promise<void> => {
  if (!process.env['BULKHEAD_SCREENSHOTS']) return;
  mkdirSync(images, { recursive: true });
  await page.screenshot({ path: join(images, `${name}.png`) });
};

describe('the page', () => {
  it('shows the verdict, and a cell with its roles, permissions and proof', async () => {
    const page = await open(htmlReport(rejected, matrixOf(rejectedProof.model), diff), {
      viewport: { width: 1100, height: 900 },
    });
    expect(await page.locator('.verdict').textContent()).toMatch(/^rejected, \d findings?$/);
    expect(await page.locator('#changes').textContent()).toContain('role editor gains routing:queue:view');
    expect(await page.locator('.cell.bad').allTextContents()).toEqual(['*']);
    await page.locator('.cell', { hasText: 'legacy' }).click();
    const detail = await page.locator('#detail').textContent();
    expect(detail).toContain('demo/acme in legacy');
    expect(detail).toContain('routing:queue:view stops at divisions');
    expect(detail).toContain('declared as reader in legacy');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('demo/acme in legacy');
    expect(detail).toContain('own; the proof as a whole is rejected');
    await page.locator('.cell.bad').click();
    expect(await page.locator('#detail').textContent()).toContain(': not proved');
    expect(errors).toEqual([]);
    await page.close();
  });

  it('calls a grant proved only where all is', async () => {
    for (const [document, whole] of [
      [proven, true],
      [{ ...proven, verdict: 'rejected' }, false],
    ] as const) {
      const page = await open(htmlReport(document, matrix));
      const own = page.locator('.cell.own').first();
      await own.click();
      const detail = await page.locator('#detail').textContent();
      expect([detail?.includes(': proved, own'), detail?.includes('How it is proved')]).toEqual([
        whole,
        whole,
      ]);
      expect((await own.getAttribute('title'))?.includes('granted and proved')).toBe(whole);
      await page.close();
    }
  });

  it('can be used with the keyboard alone', async () => {
    const page = await open(htmlReport(proven, matrix));
    await page.locator('.cell').first().focus();
    await page.keyboard.press('ArrowRight');
    const second = await page.locator('.cell').nth(1).textContent();
    expect(await page.evaluate('document.activeElement.textContent')).toBe(second);
    await page.keyboard.press('Enter');
    expect(await page.locator('#detail h3').textContent()).toBe(`demo/acme in ${second}`);
    await page.close();
  });

  it('filters by tenant, role and permission', async () => {
    const page = await open(htmlReport(proven, matrix));
    const shown = () => page.locator('#matrix tbody tr:not([hidden]) th').allTextContents();
    expect(await shown()).toEqual(['demo/acme', 'demo/globex']);
    await page.fill('#by-tenant', 'GLOB');
    expect(await shown()).toEqual(['demo/globex']);
    await page.fill('#by-tenant', '');
    await page.selectOption('#by-role', 'demo/editor');
    expect(await shown()).toEqual(['demo/acme']);
    await page.selectOption('#by-role', '');
    await page.fill('#by-permission', 'queue:edit');
    expect(await shown()).toEqual(['demo/acme']);
    expect(await page.locator('#count').textContent()).toBe('1 of 2 tenants');
    await page.close();
  });

  it.each(['light', 'dark'] as const)('is accessible, %s, large and small', async (colorScheme) => {
    for (const viewport of [
      { width: 1100, height: 900 },
      { width: 360, height: 740 },
    ]) {
      const page = await open(htmlReport(rejected, matrixOf(rejectedProof.model), diff), {
        colorScheme,
        viewport,
        bypassCSP: true,
      });
      await page.locator('.cell').first().click();
      await page.evaluate(axe);
      const violations = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))',
      );
      expect(violations).toEqual([]);
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth + 1');
      expect(wide).toBe(false);
      const isShown = (colorScheme === 'light') === viewport.width > 1000;
      if (isShown) await picture(page, `report-${colorScheme}`);
      await page.close();
    }
  });

  it('fits a phone, however long its words are', async () => {
    const long = `module.tenants.${'a'.repeat(300)}`;
    const key = 'a'.repeat(40);
    const said = { what: long, why: long, fix: long, subject: long };
    const page = await open(
      htmlReport(
        {
          ...rejected,
          findings: rejected.findings.map((finding) => ({ ...finding, ...said, tenant: key })),
          notices: rejected.notices.map((notice) => ({ ...notice, text: long })),
          grants: rejected.grants.map((grant) => ({ ...grant, tenant: key, role: key, division: long })),
          assumptions: [long],
        },
        {
          ...matrix,
          tenants: [{ org: key, tenant: key, divisions: [{ key, source: 'own' }] }],
          roles: [{ org: key, role: key, permissions: [] }],
        },
        diff,
      ),
      { viewport: { width: 360, height: 740 } },
    );
    for (const cell of await page.locator('.cell').all()) {
      await cell.click();
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBeLessThanOrEqual(360);
    }
    await page.close();
  });

  it('can be read without its script', async () => {
    const page = await open(htmlReport(rejected, matrixOf(rejectedProof.model)), {
      javaScriptEnabled: false,
    });
    const text = await page.locator('main').textContent();
    expect(text).toContain('all-divisions');
    expect(text).toContain('demo/globex');
    expect(text).toContain('operations that need no permission');
    await page.close();
  });

  it.each(awkward)('shows %j as it is', async (name) => {
    const shown = visible(name);
    const [first] = rejected.findings;
    if (first === undefined) throw new Error('nothing is rejected');
    const odd: Matrix = {
      ...matrix,
      tenants: [{ org: 'demo', tenant: shown, divisions: [{ key: shown, source: 'own' }] }],
    };
    const page = await open(
      htmlReport(
        {
          ...rejected,
          findings: [{ ...first, what: shown, subject: shown, tenant: shown }],
          grants: [
            {
              org: 'demo',
              tenant: shown,
              client: shown,
              role: 'reader',
              division: shown,
              source: 'own',
              chain: [{ text: shown, at: undefined }],
            },
          ],
        },
        odd,
      ),
    );
    expect(await page.locator('.card p bdi').first().textContent()).toBe(shown);
    expect(await page.locator('#matrix tbody th').textContent()).toBe(`demo/${shown}`);
    await page.locator('.cell').click();
    expect(await page.locator('#detail li').last().textContent()).toBe(shown);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('runs nothing but its own script, whatever the markup says', async () => {
    const html = htmlReport(proven, matrix).replace(
      '</main>',
      '<script>document.title = "owned"</script><img src="x" onerror="document.title = \'owned\'"></main>',
    );
    const page = await open(html);
    expect(await page.title()).toBe('Bulkhead: proven');
    expect(errors.length).toBeGreaterThan(0);
    await page.close();
  });

  it('prints in full, in black on white, without its controls', async () => {
    const page = await open(htmlReport(rejected, matrixOf(rejectedProof.model), diff), {
      colorScheme: 'dark',
    });
    await page.emulateMedia({ media: 'print' });
    const { background, color, wide, view } = await page.evaluate<Record<string, unknown>>(`({
      background: getComputedStyle(document.body).backgroundColor,
      color: getComputedStyle(document.body).color,
      wide: document.documentElement.scrollWidth,
      view: document.documentElement.clientWidth,
    })`);
    expect({ background, color }).toEqual({ background: 'rgb(255, 255, 255)', color: 'rgb(0, 0, 0)' });
    expect(wide).toBe(view);
    expect(await page.locator('nav:visible, input:visible, select:visible').count()).toBe(0);
    expect(await page.locator('.card').first().isVisible()).toBe(true);
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  });

  it('is the same every time', () => {
    expect(htmlReport(proven, matrix)).toBe(htmlReport(proven, matrix));
  });
});
