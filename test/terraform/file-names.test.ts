import { expect, it } from 'vitest';
import { opensAs } from '../../lib/terraform/file-names';

it.each([
  ['.Terraform', '.terraform'],
  ['.TERRAFORM', '.terraform'],
  ['.terraform.', '.terraform'],
  ['.terraform ', '.terraform'],
  ['.terra\u200cform', '.terraform'],
  ['\uff0eterraform', '.terraform'],
  ['ENVIRONMENT', 'environment'],
  ['environment. .', 'environment'],
  ['terraform.tf\u017ftate', 'terraform.tfstate'],
  ['Terraform.tfstate', 'terraform.tfstate'],
])('%j may open as %j', (name, wanted) => {
  expect(opensAs(name, wanted)).toBe(true);
});

it.each([
  ['.terraform', '.terraform'],
  ['terraform', '.terraform'],
  ['..terraform', '.terraform'],
  ['.terraform.lock.hcl', '.terraform'],
  ['environments', 'environment'],
  ['terraform.tfstate.backup', 'terraform.tfstate'],
])('%j is not another %j', (name, wanted) => {
  expect(opensAs(name, wanted)).toBe(false);
});
