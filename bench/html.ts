/**
 * How large the HTML report of an org is, and how long Chromium takes until it can be used: `node --import tsx bench/html.ts [tenants]`. Each
 * tenant has nine divisions and eighteen grants (bench/org.ts).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { writeOrg } from './org';

const tenants = Number(process.argv[2] ?? 1000);
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'));

async function main(): Promise<void> {
  try {
    writeOrg(folder, tenants);
    const program = join(__dirname, '..', 'bin', 'bulkhead.js');
    const start = performance.now();
    const { status } = spawnSync(
      process.execPath,
      [program, 'check', '--today', '2026-11-24', '--output', 'report.html'],
      { cwd: folder, maxBuffer: 1 << 30 },
    );
    const made = performance.now() - start;
    const report = join(folder, 'report.html');
    process.stdout.write(
      `${tenants} tenants: exit ${status}, made in ${made.toFixed(0)} ms, ${(statSync(report).size / 1e6).toFixed(1)} MB\n`,
    );
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const page = await browser.newPage();
    const opened = performance.now();
    await page.goto(pathToFileURL(report).href, { waitUntil: 'load' });
    await page.locator('.cell').first().click();
    await page.locator('#detail h3').waitFor();
    process.stdout.write(`opened, and a cell shown, in ${(performance.now() - opened).toFixed(0)} ms\n`);
    await browser.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
