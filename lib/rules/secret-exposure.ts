import { type AttributeKind, attributeKind, type BlockModel, nestedBlock } from '../genesys/block-model';
import { clientModel, divisionModel, roleModel } from '../genesys/core-resources';
import { providerModel } from '../genesys/provider-block';
import { type Declared, placeOf } from '../proof/declared';
import type { Finding, Place } from '../proof/finding';
import type { Rule } from '../proof/rule';
import type { Stack } from '../proof/stack';
import type { Subject } from '../proof/subject';
import { type Scalar, scalarsOf } from '../proof/value';
import { argumentsOf, bodiesOf, type Located } from '../terraform/body';
import { known } from '../text/known';
import { findPlanIssues } from './plan-issues';
import { eachTemplate, nameOf, typeOf } from './templates';

/** No client's secret is written into state, logs or another object, and no secret stands in a provider block. */
export const secretExposure: Rule = {
  id: 'secret-exposure',
  waivable: false,
  about: 'assembly',
  stack: (subject) => [...inFiles(subject), ...findPlanIssues(subject, 'secret-exposure')],
};

const inFiles = ({ org, tenant, stack }: Subject): Finding[] =>
  stack === undefined
    ? []
    : [...inClients(stack), ...inProviders(stack), ...inTemplates(stack), ...inFreeTexts(stack)].map(
        ({ what, place, ...computed }): Finding => ({
          rule: 'secret-exposure',
          org: org.org.id,
          tenant: tenant?.id,
          subject: `${stack.name} ${what}`,
          values: { what, stack: stack.name, ...computed },
          at: [place],
          because: [],
        }),
      );

interface Exposure {
  readonly what: string;
  readonly place: Place;
  /** It is no secret that is seen, but a text that is not written out: mostly one that only a run knows. */
  readonly computed?: 'yes';
}

// A value is never shown: it may be the secret.
function inClients(stack: Stack): Exposure[] {
  return stack.claims.clients.flatMap((claim) =>
    argumentsOfKind(claim, clientModel, ['secret-exposure'])
      .filter(({ value }) => value.kind !== 'null' && !(value.kind === 'boolean' && !value.value))
      .map(({ item }) => ({
        what: `${claim.address} sets ${item.name}`,
        place: placeOf(item, stack.file),
      })),
  );
}

/** The arguments of these kinds, each with its value: unknown where it stands twice. */
function argumentsOfKind({ body }: Declared, model: BlockModel, kinds: readonly AttributeKind[]) {
  const found = body.filter(({ name }) => {
    const kind = attributeKind(model, name);
    return kind !== undefined && kinds.includes(kind);
  });
  const values = scalarsOf(found);
  return found.map((item) => ({ item, value: values.get(item.name) ?? { kind: 'absent' as const } }));
}

function inProviders(stack: Stack): Exposure[] {
  return stack.configuration.providers.flatMap((block) =>
    inProvider(block, providerModel, `provider ${block.labels[0] ?? ''} sets `, stack.file),
  );
}

/** Also within `gateway` and `proxy`, which have a password of their own. */
function inProvider(body: Located, model: BlockModel, sets: string, file: Stack['file']): Exposure[] {
  return argumentsOf(body).flatMap((item) => {
    const block = nestedBlock(model, item.name);
    if (block !== undefined)
      return bodiesOf(item).flatMap((inner) => inProvider(inner, block, `${sets}${item.name}.`, file));
    const kind = attributeKind(model, item.name);
    const written = item.node.kind !== 'null' && !(item.node.kind === 'boolean' && !item.node.value);
    if (!written || (kind !== 'credential' && kind !== 'secret-logging')) return [];
    return [{ what: `${sets}${item.name}`, place: placeOf(item, file) }];
  });
}

/**
 * Names and descriptions that are not written out, mostly since they are computed when Terraform runs: whatever they turn out to be (`file("…")`, a variable) is stored in Genesys
 * Cloud, where every token of the org can read the names and descriptions of divisions.
 */
function inFreeTexts(stack: Stack): Exposure[] {
  const found: Exposure[] = [];
  const look = (claims: readonly Declared[], model: BlockModel): void => {
    for (const claim of claims)
      for (const { item, value } of argumentsOfKind(claim, model, ['name', 'text'])) {
        // A number or a boolean is written out as well.
        if (value.kind !== 'reference' && value.kind !== 'unknown') continue;
        const what = `${claim.address} ${unwritten(item.name, value)}`;
        found.push({ what, place: placeOf(item, stack.file), computed: 'yes' });
      }
  };
  look(stack.claims.divisions, divisionModel);
  look(stack.claims.roles, roleModel);
  look(stack.claims.clients, clientModel);
  return found;
}

function unwritten(name: string, value: Scalar): string {
  switch (value.kind === 'unknown' && value.reason) {
    case 'duplicate':
      return `has its ${name} twice`;
    case 'not-text':
      return `has a ${name} that is no text`;
    default:
      return `computes its ${name} when Terraform runs`;
  }
}

/** Attributes of a client that say nothing secret. */
const harmless = /^\$\{\s*genesyscloud_oauth_client\.[A-Za-z0-9_-]+\.(id|client_id|name)\s*\}$/;

/**
 * Functions of Terraform 1.11 that read files of the machine that runs it: the deployer's environment is one (`/proc/self/environ`), and so
 * is another tenant's state. `templatestring` can call them in a text that is made elsewhere, and a provider's functions can do anything
 * (documentation of its functions, 2026-11).
 */
const readsFile =
  /\b(?:file|filebase64|filebase64sha256|filebase64sha512|filemd5|filesha1|filesha256|filesha512|fileexists|fileset|templatefile|templatestring)\b/;

/** Space and comments may stand before and after each `::` (seen with Terraform 1.11.4, 2026-11-28). */
const callsProvider = (text: string): boolean => /\bprovider\b/.test(text) && text.includes('::');

function readBy(text: string) {
  const beyond = !harmless.test(text);
  return {
    /** A client's secret: by its name, or by taking the client as a whole. */
    secret: beyond && /client_secret|genesyscloud_oauth_client/.test(text),
    /** All of the resource in which it stands. */
    itself: beyond && /\bself\b/.test(text),
    file: readsFile.test(text) || callsProvider(text),
  };
}

function inTemplates(stack: Stack): Exposure[] {
  const found: Exposure[] = [];
  // A stack repeats few templates very often.
  const reads = known(1000, readBy);
  eachTemplate(stack, (text, block, offset) => {
    const { secret, itself, file } = reads(text);
    const add = (what: string): void => {
      found.push({ what: `a template in ${nameOf(block)} ${what}`, place: placeOf({ offset }, stack.file) });
    };
    if (secret || (itself && typeOf(block) === 'genesyscloud_oauth_client'))
      add('reads a client beyond its id and name');
    if (file) add('reads a file of the machine that runs Terraform');
  });
  return found;
}
