import { describe, expect, it } from 'vitest';
import { around, client, judge, verdictOn } from './judge';

/*
 * What is null or empty has a type in Terraform that does not show, and what stands beside it is converted to that: numbers to texts, lists to sets, objects to
 * such with less in them (Terraform 1.11.4, 2026-11-27).
 */

const module = `
variable "text" {
  type = string
}
variable "texts" {
  type = list(string)
}
variable "set" {
  type = set(string)
}
variable "map" {
  type = map(string)
}
variable "numbers" {
  type = map(number)
}
variable "nulls" {
  type = map(number)
}
variable "sets" {
  type = map(set(string))
}
variable "lists_of_sets" {
  type = list(set(string))
}
variable "objects" {
  type = map(object({ a = string }))
}
variable "record" {
  type = object({ a = number })
}
variable "lists" {
  type = map(list(bool))
}
variable "nothings" {
  type = list(object({}))
}
variable "two" {
  type = map(object({ b = string }))
}
variable "one" {
  type = list(object({ z = string }))
}
variable "list" {
  type = list(string)
}
variable "nothing" {
  type = object({})
}
variable "both" {
  type = object({ m = map(list(bool)), n = object({}) })
}
variable "wider" {
  type = object({ m = map(object({ a = string, c = string, z = list(string) })) })
}
output "division" {
  value = `;
const call = `module "m" {
  source        = "./m"
  text          = null
  texts         = []
  set           = null
  map           = {}
  numbers       = {}
  nulls         = { x = null, y = 1 }
  sets          = { q = ["b", "a"] }
  lists_of_sets = []
  objects       = { y = { a = "2" } }
  record        = { a = 6 }
  lists         = {}
  nothings      = [{}]
  two           = { k = { b = "1" } }
  one           = [{ z = "1" }]
  list          = null
  nothing       = null
  both          = null
  wider         = null
}
module "x" {
  source = "./x"
  value  = 1
}
module "y" {
  source = "./x"
  value  = "1"
}
`;
const passes = 'variable "value" {\n}\noutput "value" {\n  value = var.value\n}\n';

const verdict = async (expression: string) => {
  const judged = await judge({
    'main.tf': `${around}${call}${client('module.m.division')}`,
    'm/main.tf': `${module}${expression}\n}\n`,
    'x/main.tf': passes,
  });
  expect(judged.problems).toEqual([]);
  return verdictOn(judged);
};

describe('what is converted to a type that does not show is not known', () => {
  it.each([
    ['a number beside a text that is null', '(true ? 6 : var.text) == 6'],
    ['a truth value beside a text that is null', '(true ? true : var.text) == true'],
    ['a number beside a null that was chosen', '(true ? 6 : (true ? null : "x")) == 6'],
    ['a number beside one of no texts', '(true ? 6 : one(var.texts)) == 6'],
    ['a number beside a null in a list of texts', '(true ? 6 : tolist(["a", null])[1]) == 6'],
    ['numbers beside no texts', '(true ? [6] : var.texts)[0] == 6'],
    ['numbers beside no texts that were chosen', '(true ? [6] : (true ? [] : ["x"]))[0] == 6'],
    ['numbers joined to no texts', 'concat(tolist([6]), var.texts)[0] == 6'],
    ['numbers joined to the keys of nothing', 'concat(tolist([6]), tolist(keys(var.map)))[0] == 6'],
    ['a number in a list with a text that is null', 'tolist([6, var.text])[0] == 6'],
    ['an object beside a map of no texts', '(true ? { a = 6 } : var.map).a == 6'],
    ['the fallback of a map of texts', 'lookup(var.map, "a", 6) == 6'],
    ['the fallback of a map of numbers', 'lookup(var.numbers, "a", "6") == "6"'],
    ['a list beside a set that is null', '(true ? ["b", "a"] : var.set)[0] == "b"'],
    ['a list that a map of sets falls back to', 'length(lookup(var.sets, "x", ["b", "b"])) == 2'],
    ['a list among sets', 'length(tolist([["b", "b"], toset(["c"])])[0]) == 2'],
    ['a list beside no sets', 'length((true ? [["b", "b"]] : var.lists_of_sets)[0]) == 2'],
    ['a list joined to no sets', 'length(concat(tolist([["b", "b"]]), var.lists_of_sets)[0]) == 2'],
    [
      'an object with more than its map',
      '(true ? { x = { a = "1", b = ["c"] } } : var.objects).x.b[0] == "c"',
    ],
    [
      'a map of numbers beside an object that has texts, too',
      'tolist([{ x = "a", y = null }, var.nulls])[1].y == 1',
    ],
    ['a map that was chosen beside such an object', '(true ? var.nulls : { x = "a", y = null }).y == 1'],
    ['a fallback with more than its map', 'lookup(var.objects, "x", { a = "1", b = "2" }).b == "2"'],
  ])('%s', async (_, when) => {
    expect(await verdict(`${when} ? "x" : "*"`)).toMatch(/^unproven /);
  });

  it.each([
    [
      'beside {} and a map of lists',
      'length([for o in (true ? [{}, { a = "1" }, var.lists] : []) : o if o != null][1]) == 1',
    ],
    [
      'beside an object of nothing that is null',
      'length(tolist([var.lists, var.nothing, { a = "1" }])[2]) == 1',
    ],
    [
      'beside {} and a map of lists, further in',
      'length((true ? { x = { a = "1" } } : { y = var.lists, z = {} }).x) == 1',
    ],
    ['of which a null has both', 'length((true ? { x = { a = "1" }, y = { a = "2" } } : var.both).x) == 1'],
    [
      'of which one has more than the other',
      'length((true ? { x = { p = { a = "1" } }, y = { q = { c = "2" }, p = { a = "1" } } } : var.wider).y) == 2',
    ],
    [
      'beside what Terraform refuses, in a branch that is not chosen',
      'length((true ? [var.two, { c = { b = "1", d = "2" } }] : [(true ? { x = { b = "1" } } : { x = { b = var.list } })])[1].c) == 2',
    ],
    [
      'in lists beside that',
      'length((true ? [var.one, [{ z = "1", y = "2" }]] : [(true ? [{ z = "1" }] : [{ z = var.list }])])[1][0]) == 2',
    ],
    [
      'in a list beside rounds over that',
      'length((true ? [[{ z = "1", y = "2" }]] : [var.one, [for x in (true ? ["1"] : [var.list]) : { z = x }]])[0][0]) == 2',
    ],
    [
      'in an object beside that',
      'length((true ? { a = [{ z = "1", y = "2" }] } : { b = var.one, c = (true ? [{ z = "1" }] : [{ z = var.list }]) }).a[0]) == 2',
    ],
    [
      'beside null and an object of nothing',
      'length((true ? [[{ a = "1" }, null]] : [var.nothings, null])[0][0]) == 1',
    ],
  ])('objects %s, of which less is left', async (_, what) => {
    expect(await verdict(`${what} ? "x" : "*"`)).toMatch(/^unproven /);
  });

  it('modules with outputs of two types', async () => {
    const judged = await judge({
      'main.tf': `${around}${call}${client('tolist([module.x, module.y])[0].value == 1 ? "x" : "*"')}`,
      'm/main.tf': `${module}"x"\n}\n`,
      'x/main.tf': passes,
    });
    expect(verdictOn(judged)).toMatch(/^unproven /);
  });
});

describe('what stays as it is whatever the other is', () => {
  it.each([
    ['a text', 'true ? "*" : var.text'],
    ['texts', '(true ? ["*"] : var.texts)[0]'],
    ['an object of texts', '(true ? { a = "*" } : var.map).a'],
    ['a word to fall back to', 'lookup(var.numbers, "a", "*")'],
    ['what null as it is written stands beside', '(true ? [6, "*"] : null)[1]'],
    ['what nothing stands beside', '(true ? [{ a = ["*"] }] : [])[0].a[0]'],
    ['what a tuple goes on with', 'concat([6], ["*"])[1]'],
    ['what an object is looked up in', 'lookup({ a = 6 }, "b", "*")'],
    ['what an object of a variable is looked up in', 'lookup(var.record, "b", "*")'],
    ['a map or {}', '(true ? var.objects : {}).y.a == "2" ? "*" : "x"'],
    ['maps of texts', 'tolist([var.map, { a = "*" }])[1].a'],
    ['records', 'tolist([{ name = "*", on = true }, { name = "x", on = false }])[0].name'],
  ])('%s', async (_, expression) => {
    expect(await verdict(expression)).toBe('all');
  });
});
