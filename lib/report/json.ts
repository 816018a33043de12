import { jsonText } from '../text/json-text';
import type { ReportDocument } from './document';

/** The report as JSON, by schema/report.schema.json. Ends with a newline. */
export const jsonReport = (document: ReportDocument): string => `${jsonText(document)}\n`;
