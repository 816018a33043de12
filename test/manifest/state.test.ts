import { expect, it } from 'vitest';
import type { StackName } from '../../lib/manifest/ids';
import type { StateConfig } from '../../lib/manifest/schema/state';
import { stateLocation } from '../../lib/manifest/state';

const at = (address: string): unknown =>
  stateLocation({ backend: 'http', address } as StateConfig, 'demo-acme' as StackName).settings['address'];

it('puts one slash between an address and the stack, and ends soon with very many', () => {
  const slashes = '/'.repeat(1_000_000);
  expect(at('https://h.example.com')).toBe('https://h.example.com/demo-acme');
  expect(at('https://h.example.com/a//')).toBe('https://h.example.com/a/demo-acme');
  expect(at(`https://h.example.com${slashes}`)).toBe('https://h.example.com/demo-acme');
  expect(at(`https://h.example.com${slashes}x`)).toBe(`https://h.example.com${slashes}x/demo-acme`);
});
