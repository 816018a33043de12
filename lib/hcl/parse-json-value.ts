import type { JsonNode } from '../json/parse';
import type { Expression } from './expression';
import { numberOf } from './number';
import { orOpaque } from './opaque';
import { parseInner } from './parse-expression';
import { normalText, readTemplate } from './template';

/** Reads an argument's value of Terraform's JSON syntax, in which every text is a template, also the name of a member. Total. */
export const parseJsonValue = (node: JsonNode): Expression => parse(node, template);

/** Reads a value that Terraform does not evaluate: its texts stand for themselves. Total. */
export const verbatimJsonValue = (node: JsonNode): Expression => parse(node, verbatim);

function parse(node: JsonNode, text: (text: string) => Expression): Expression {
  switch (node.kind) {
    case 'null':
      return { kind: 'null' };
    case 'boolean':
      return { kind: 'boolean', value: node.value };
    case 'number':
      return numberOf(node.text);
    case 'string':
      return text(node.value);
    case 'array':
      return { kind: 'list', items: node.items.map((item) => parse(item, text)) };
    case 'object':
      return {
        kind: 'object',
        entries: node.members.map((member) => [text(member.name), parse(member.node, text)]),
      };
  }
}

const byteOrderMark = '\ufeff';

/** HCL leaves out a byte order mark before a template, as if it were a file (seen with Terraform 1.11.4, 2026-11-27). */
const template = (text: string): Expression =>
  orOpaque(() => readTemplate(text, text.startsWith(byteOrderMark) ? 1 : 0, text.length, false, parseInner));

const verbatim = (text: string): Expression => orOpaque(() => ({ kind: 'text', text: normalText(text) }));
