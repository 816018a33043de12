import { expect, it } from 'vitest';
import { parseJson } from '../../lib/json/parse';
import { argumentsOf, bodiesOf, type Malformed, membersOf } from '../../lib/terraform/body';

const located = (text: string) => {
  const json = parseJson(text);
  if (!json.ok) throw new Error(json.error.message);
  return { node: json.value };
};

it('has no arguments in a body of comments', () => {
  const names = (text: string) => argumentsOf(located(text)).map(({ name }) => name);
  expect(names('{"//": 1}')).toEqual([]);
  expect(names('{"//": 1, "x": 2, "//": 3}')).toEqual(['x']);
});

it('takes the rest of what HCL refuses a part of, whether its mistakes are asked for or not', () => {
  const malformed: Malformed[] = [];
  for (const mistakes of [malformed, undefined]) {
    expect(membersOf(located('[1, {"x": 2}]'), mistakes).map(({ name }) => name)).toEqual(['x']);
    expect(argumentsOf(located('"text"'), mistakes)).toEqual([]);
    expect(bodiesOf(located('true'), mistakes)).toEqual([]);
  }
  expect(malformed).toEqual([
    { message: 'an object is expected here', offset: 1 },
    { message: 'an object or an array of objects is expected here', offset: 0 },
    { message: 'a block is expected here', offset: 0 },
  ]);
});
