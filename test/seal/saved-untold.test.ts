import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeOfOther } from '../../lib/seal/saved-plan';
import type { PlanState } from '../../lib/seal/untold';
import { readZip, unpacked } from '../../lib/seal/zip';
import { field, tfplan, type Zipped, zip } from '../support/saved-plan';

const run = promisify(execFile);
const stack = Buffer.from(
  '{"terraform":{"backend":{"local":{"path":"kept.tfstate"}}},"output":{"a":{"value":"a"}}}',
);
const isOwn = ({ type, config }: PlanState): boolean => type === 'local' && config['path'] === 'kept.tfstate';
const elsewhere = 'keeps its state elsewhere than its stack does';

describe('what a plan that Terraform saved says, and its JSON does not', () => {
  let folder: string;
  const at = (...path: string[]): string => join(folder, ...path);
  const terraform = async (...args: string[]) => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, CHECKPOINT_DISABLE: '1' };
    return (await run('terraform', args, { cwd: folder, env })).stdout;
  };
  async function plan(...settings: string[]): Promise<Buffer> {
    await terraform('init', '-input=false', '-reconfigure', ...settings);
    await terraform('plan', '-input=false', '-out=saved');
    return readFileSync(at('saved'));
  }
  const shown = async () => {
    const { timestamp: _, ...said } = JSON.parse(await terraform('show', '-json', 'saved'));
    return said;
  };
  let honest: unknown;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bulkhead-saved-'));
    writeFileSync(at('cdk.tf.json'), stack);
    const saved = await plan();
    honest = await shown();
    expect(madeOfOther(saved, stack, isOwn)).toBeUndefined();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is where it keeps its state, and Terraform takes it from there', async () => {
    const saved = await plan('-backend-config=path=elsewhere.tfstate');
    expect(await shown()).toEqual(honest);
    expect(madeOfOther(saved, stack, isOwn)).toBe(elsewhere);
    await terraform('init', '-input=false', '-reconfigure');
    await terraform('apply', '-input=false', 'saved');
    expect([existsSync(at('kept.tfstate')), existsSync(at('elsewhere.tfstate'))]).toEqual([false, true]);
  });

  it('is what a part of it is left out by, and Terraform leaves it out', async () => {
    const changed = Buffer.from(
      '{"terraform":{"backend":{"local":{"path":"kept.tfstate"}}},"resource":{"terraform_data":{"a":{},"b":{}}}}',
    );
    writeFileSync(at('cdk.tf.json'), changed);
    const saved = await plan();
    const whole = await shown();
    const partly = zip(
      [...(readZip(saved) ?? [])].map(([name, packed]): Zipped => {
        const content = unpacked(packed, 1e6) ?? Buffer.alloc(0);
        return {
          name,
          content: name === 'tfplan' ? Buffer.concat([content, field(5, 'terraform_data.a')]) : content,
        };
      }),
    );
    writeFileSync(at('saved'), partly);
    expect(await shown()).toEqual(whole);
    await terraform('apply', '-input=false', 'saved');
    expect((await terraform('state', 'list')).trim()).toBe('terraform_data.a');
    expect(madeOfOther(saved, changed, isOwn)).toBeUndefined();
    expect(madeOfOther(partly, changed, isOwn)).toBe(
      'says more than its JSON: it was made with -target, -destroy or -refresh-only, or by another version of Terraform',
    );
    writeFileSync(at('cdk.tf.json'), stack);
  });

  it('is a backend that names a command, and Terraform runs it', async () => {
    const names = `client_certificate client_key cluster_ca_certificate config_context config_context_auth_info config_context_cluster
      config_path config_paths exec host in_cluster_config insecure labels load_config_file namespace password proxy_url
      secret_suffix token username`;
    const config = {
      ...Object.fromEntries(names.split(/\s+/).map((name) => [name, null])),
      secret_suffix: 'x',
      config_path: 'kube.yaml',
    };
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: 'touch',
      args: ['ran'],
      interactiveMode: 'Never',
    };
    const kube = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'c',
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
      users: [{ name: 'u', user: { exec } }],
    };
    writeFileSync(at('kube.yaml'), JSON.stringify(kube));
    const does = tfplan({ type: 'kubernetes', config, workspace: 'default' });
    const forged = zip(
      [...(readZip(await plan()) ?? [])].map(([name, packed]): Zipped => {
        const content = name === 'tfplan' ? does : unpacked(packed, 1e6);
        return { name, content: content ?? '' };
      }),
    );
    writeFileSync(at('saved'), forged);
    await expect(terraform('apply', '-input=false', 'saved')).rejects.toThrow('getting credentials');
    expect(existsSync(at('ran'))).toBe(true);
    expect(madeOfOther(forged, stack, isOwn)).toBe(elsewhere);
  });
});
