import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ParserThread } from '../../lib/commands/hcl-parser-thread';
import { readHcl } from '../../lib/commands/read-hcl';
import type { Client } from '../../lib/hcl/client';
import { examine } from '../../lib/hcl/examine';
import type { HclParser } from '../../lib/hcl/parser';
import { type HclDocument, toHclDocument } from '../../lib/report/hcl/document';
import { folder, root as project } from '../commands/run';

const thread = new ParserThread(join(project, 'node_modules', '@cdktf', 'hcl2json'), {
  file: 3600,
  all: 3600,
});
/** The parser with more patience than a test has: how busy the machine is decides nothing here. */
export const parser: HclParser = (file, text) => thread.parse(file, text);

export interface Judged {
  readonly problems: readonly string[];
  readonly clients: readonly Client[];
  readonly document: HclDocument;
}

/** Writes files into a new folder and reads it as `check --hcl` does. */
export async function judge(files: Readonly<Record<string, string | Uint8Array>>): Promise<Judged> {
  const root = folder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return judgeFolder(root);
}

export async function judgeFolder(root: string): Promise<Judged> {
  const { modules, sources, problems } = await readHcl(root, 'infra', parser);
  const examination = examine(modules, sources.size);
  if ('message' in examination) throw new Error(examination.message);
  return {
    problems: problems.map(({ spot, message }) => `${spot.file} ${message}`),
    clients: examination.clients,
    document: toHclDocument(examination, sources),
  };
}

/** What the findings on files say that can be read. */
export async function said(files: Readonly<Record<string, string | Uint8Array>>): Promise<string[]> {
  const { problems, document } = await judge(files);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return saidIn(document);
}

export const saidIn = ({ findings }: HclDocument): string[] =>
  findings.map(({ rule, what }) => `${rule}: ${what}`);

/** What all samples need beside their client: two divisions of their own and a role. */
export const around = `
resource "genesyscloud_auth_division" "voice" {
  name = "d-voice"
}
resource "genesyscloud_auth_division" "many" {
  for_each = toset(["chat", "mail"])
  name     = "d-\${each.key}"
}
resource "genesyscloud_auth_division" "counted" {
  count = 2
  name  = "d-\${count.index}"
}
resource "genesyscloud_auth_role" "reader" {
  name = "reader"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
`;

/** A client with one grant in the division that an expression names. */
export const client = (division: string, name = 'etl', more = ''): string => `
resource "genesyscloud_oauth_client" "${name}" {
  name                  = "${name}"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  ${more}
  roles {
    role_id     = genesyscloud_auth_role.reader.id
    division_id = ${division}
  }
}
`;

/** The verdict on the first grant's division: `made ADDRESS`, `all`, `home HOW`, `unowned WHAT` or `unproven REASON`. */
export function verdictOn({ clients }: Judged): string {
  const division = clients[0]?.grants[0]?.division;
  switch (division?.kind) {
    case undefined:
      return 'no grant';
    case 'made':
      return `made ${division.division.address}`;
    case 'home':
      return `home ${division.how}`;
    case 'unowned':
      return `unowned ${division.what}`;
    case 'unproven':
      return `unproven ${division.reason}`;
    case 'all':
      return 'all';
  }
}
