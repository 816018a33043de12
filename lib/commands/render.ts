import type { AccessDiff } from '../access/diff';
import type { Model } from '../proof/model';
import type { ReportDocument } from '../report/document';

/** The formats of a report. */
export const formats = ['text', 'json', 'markdown', 'sarif', 'junit', 'html'] as const;
export type Format = (typeof formats)[number];

/** A file that a report goes to, and its format. */
export interface Output {
  readonly file: string;
  readonly format: Format;
}

/** Which format the ending of an `--output` file asks for. */
export const endings: Readonly<Record<string, Format>> = {
  '.txt': 'text',
  '.json': 'json',
  '.md': 'markdown',
  '.sarif': 'sarif',
  '.xml': 'junit',
  '.html': 'html',
};

/** The report in a format. Each format's code is loaded only when it is asked for. */
export async function render(
  document: ReportDocument,
  format: Format,
  model: Model,
  diff: AccessDiff | undefined,
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../report/text.js')).textReport(document);
    case 'json':
      return (await import('../report/json.js')).jsonReport(document);
    case 'markdown':
      return (await import('../report/markdown/document.js')).markdownReport(document, diff);
    case 'sarif':
      return (await import('../report/sarif.js')).sarifReport(document, mainFile(model));
    case 'junit':
      return (await import('../report/junit.js')).junitReport(document, tenantsOf(model));
    case 'html': {
      const { htmlReport } = await import('../report/html/page.js');
      const { matrixOf } = await import('../report/html/matrix.js');
      return htmlReport(document, matrixOf(model), diff);
    }
  }
}

/** Where what concerns no single file is shown. */
const mainFile = ({ manifest, assembly }: Model): string =>
  manifest.orgs[0]?.file ?? `${assembly.shown}/manifest.json`;

const tenantsOf = ({ manifest }: Model): readonly string[] =>
  manifest.orgs.flatMap(({ id, tenants }) => tenants.map((tenant) => `${id}/${tenant.id}`));
