import type { JsonNode } from '../json/parse';
import { type Expression, opaque } from './expression';
import { LexicalError } from './lexer';
import { numberOf } from './number';
import { Opaque } from './opaque';
import { parseInner } from './parse-expression';
import { readTemplate } from './template';

/** Reads an argument's value of Terraform's JSON syntax, in which every text is a template. Total. */
export function parseJsonValue(node: JsonNode): Expression {
  switch (node.kind) {
    case 'null':
      return { kind: 'null' };
    case 'boolean':
      return { kind: 'boolean', value: node.value };
    case 'number':
      return numberOf(node.text);
    case 'string':
      return template(node.value);
    case 'array':
      return { kind: 'list', items: node.items.map(parseJsonValue) };
    case 'object':
      return {
        kind: 'object',
        entries: node.members.map((member) => [template(member.name), parseJsonValue(member.node)]),
      };
  }
}

function template(text: string): Expression {
  try {
    return readTemplate(text, 0, text.length, false, parseInner);
  } catch (error) {
    if (error instanceof Opaque) return opaque(error.reason);
    if (error instanceof LexicalError) return opaque('expression');
    throw error;
  }
}
