import { expect } from 'vitest';
import { manifestOf } from './manifest';
import { sample } from './sample';
import { type AssemblyText, type Json, proofOf, writeAssembly } from './write-assembly';

const manifest = manifestOf(sample());

/** The file of acme's stack, its clients and its divisions. */
export const acme = (assembly: AssemblyText): Json => assembly.stacks.get('demo-acme');
export const clients = (assembly: AssemblyText): Json => acme(assembly).resource.genesyscloud_oauth_client;
export const divisions = (assembly: AssemblyText): Json => acme(assembly).resource.genesyscloud_auth_division;
/** The proof of the sample's stacks as edited. */
export const proveEdited = (edit: (assembly: AssemblyText) => void) => {
  const assembly = writeAssembly(manifest);
  edit(assembly);
  return proofOf(manifest, assembly);
};
/** Replaces once in the text of acme's stack. */
export const replace =
  (from: string, to: string) =>
  (assembly: AssemblyText): void => {
    const text = JSON.stringify(acme(assembly));
    expect(text).toContain(from);
    assembly.raw.set(
      'demo-acme',
      text.replace(from, () => to),
    );
  };
