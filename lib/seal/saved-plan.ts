import { parseJson } from '../json/parse';
import { isObject, sameJson, toPlain } from '../json/plain';
import { shorten } from '../text/shorten';
import { utf8 } from '../text/utf8';
import { type PlanState, readUntold } from './untold';
import { readZip, unpacked } from './zip';

/*
 * A saved plan brings along the files that it was made of, and Terraform applies those, not the ones beside it. `terraform show -json` tells of
 * some of what stands in them only: a `removed` block with a provisioner looks like any other end of an object, and runs a command with the
 * deployer's credentials (seen with Terraform 1.11.4, 2026-11-28).
 */

const changes = 'tfplan';
const file = 'tfconfig/m-/cdk.tf.json';
const modules = 'tfconfig/modules.json';
/** What Terraform 1.11 writes into a saved plan of one file without modules. */
const parts: ReadonlySet<string> = new Set([
  changes,
  'tfstate',
  'tfstate-prev',
  file,
  modules,
  '.terraform.lock.hcl',
]);
const rootModule = [{ Key: '', Dir: '.' }];
/** Far more than the list of one module takes. */
const longestList = 1000;
/** More than what Terraform does takes, where its JSON has no more than 64 MiB. */
const longestChanges = 64 * 1024 * 1024;

/**
 * Why a saved plan is not one of this file and of a state that is kept where it belongs, and of nothing else, as the rest of a sentence about it;
 * undefined when it is. Total.
 */
export function madeOfOther(
  plan: Uint8Array,
  written: Uint8Array,
  isOwn: (state: PlanState) => boolean,
): string | undefined {
  if (isRemote(plan)) return undefined;
  const files = readZip(plan);
  if (files === undefined) return noPlan;
  const strange = [...files.keys()].filter((name) => !parts.has(name));
  if (strange.length > 0) return `was made with ${listed(strange.map(inFolder).sort())}`;
  const list = files.get(modules);
  if (list === undefined || !isRootAlone(unpacked(list, longestList))) return 'was made with modules';
  const found = files.get(file);
  const content = found && unpacked(found, written.length);
  if (content === undefined || Buffer.compare(content, written) !== 0)
    return 'was made of another cdk.tf.json';
  const does = files.get(changes);
  const saved = does && unpacked(does, longestChanges);
  const untold = saved && readUntold(saved);
  if (untold === undefined) return noPlan;
  if (untold.more)
    return 'says more than its JSON: it was made with -target, -destroy or -refresh-only, or by another version of Terraform';
  return untold.state !== undefined && isOwn(untold.state)
    ? undefined
    : 'keeps its state elsewhere than its stack does';
}

const noPlan = 'is no saved plan as Terraform 1.11 writes it';

/** A plan that HCP Terraform keeps: the file only says which run it is of. Its server tells what it was made of, to who may ask it. */
function isRemote(plan: Uint8Array): boolean {
  // 0x7b is `{`. No JSON has the bytes by which a zip ends, so it is not both.
  const text = plan[0] === 0x7b ? utf8(plan) : undefined;
  const json = text === undefined ? undefined : parseJson(text, 100);
  const plain = json?.ok ? toPlain(json.value) : undefined;
  return isObject(plain) && plain['remote_plan_format'] === 1;
}

/** As the files are called in the folder: `x.tf`. */
const inFolder = (name: string): string => name.replace(/^tfconfig\/m-\//, '');

/** A plan can have thousands of names, each very long. */
function listed(names: readonly string[]): string {
  const first = names.slice(0, mostNames).map((name) => shorten(name, longestName));
  return [...first, ...(names.length > mostNames ? [`${names.length - mostNames} more`] : [])].join(', ');
}

const mostNames = 5;
const longestName = 100;

function isRootAlone(list: Uint8Array | undefined): boolean {
  const text = list && utf8(list);
  const json = text === undefined ? undefined : parseJson(text);
  return json?.ok === true && sameJson(toPlain(json.value), rootModule);
}
