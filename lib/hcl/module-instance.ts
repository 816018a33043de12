import type { Worded } from '../proof/finding-values';
import { type Attribute, attributeOf, type Block, sizeOf } from './body';
import { evaluate } from './evaluate';
import type { Expression } from './expression';
import { type Module, sourceOf } from './module';
import { type Make, repeated, repetitionOf, type Uncertain } from './repetition';
import type { Resource } from './resource';
import { told } from './sensitive';
import { unknown, type Value } from './value';
import { variableValue } from './variable';
import type { Names, World } from './world';

/** The call that an instance comes from. */
interface Call {
  readonly block: Block;
  readonly parent: ModuleInstance;
  readonly names: Names;
}

const nothing: Names = new Map();

/**
 * A module as one call of it makes it. Evaluates exactly, on demand and once: locals, variables that the call sets, outputs, literal counts. What
 * is not decided by the files is an unknown value with its reason. Throws `TooMany` only.
 */
export class ModuleInstance {
  /** By `local.name`, `var.name` and `output.name`. */
  private readonly values = new Map<string, Value>();
  private readonly makes = new Map<string, Made>();
  private readonly calls = new Map<string, Called>();

  constructor(
    readonly world: World,
    readonly module: Module,
    /** `` for the root, else e.g. `module.etl["acme"].` */
    readonly prefix: string,
    readonly call: Call | undefined,
    /** Why it is not known how many of this instance there are; it then stands for all. */
    readonly uncertain: Uncertain | undefined,
  ) {}

  /** The value of an expression of this module. */
  evaluate(expression: Expression, names: Names = nothing): Value {
    return evaluate(expression, names, this);
  }

  /** The value of an output of this instance. */
  output(name: string): Value {
    const output = this.module.outputs.get(name);
    const value = output && attributeOf(output.body, 'value');
    if (output === undefined || value === undefined) return unknown('dangling');
    return this.once(this.values, `output.${name}`, inCircles, () =>
      this.told(this.evaluate(value.value), output),
    );
  }

  /** All resources and data sources of this instance, those of its module calls apart. */
  resources(): readonly Resource[] {
    const { resources, data } = this.module;
    return [
      ...[...resources.keys()].flatMap((name) => this.made('resource', name).resources),
      ...[...data.keys()].flatMap((name) => this.made('data', name).resources),
    ];
  }

  /** The module instances that the calls of this one make. Calls whose module is not read make none. */
  children(): readonly ModuleInstance[] {
    return [...this.module.calls.keys()].flatMap((name) => this.called(name).instances);
  }

  /** The calls whose module is not among the files, with the reason. */
  unread(): readonly { readonly block: Block; readonly address: string; readonly why: Worded }[] {
    return [...this.module.calls].flatMap(([name, block]) => {
      const { why } = this.called(name);
      return why === undefined ? [] : [{ block, address: `${this.prefix}module.${name}`, why }];
    });
  }

  private isWithin(module: Module): boolean {
    return this.module === module || (this.call?.parent.isWithin(module) ?? false);
  }

  local(name: string): Value {
    const local = this.module.locals.get(name);
    if (local === undefined) return unknown('dangling');
    return this.once(this.values, `local.${name}`, inCircles, () => this.evaluate(local.value));
  }

  /** Where a variable gets its value from: the argument of the call, with the instance that makes it, or the default. */
  argumentFor(name: string): { readonly attribute: Attribute; readonly scope: ModuleInstance } | undefined {
    const given = this.call && attributeOf(this.call.block.body, name);
    if (given && this.call) return { attribute: given, scope: this.call.parent };
    const block = this.module.variables.get(name);
    const fallback = block && attributeOf(block.body, 'default');
    return fallback && { attribute: fallback, scope: this };
  }

  variable(name: string): Value {
    const block = this.module.variables.get(name);
    if (block === undefined) return unknown('dangling');
    return this.once(this.values, `var.${name}`, inCircles, () => {
      if (this.call === undefined) return unknown('variable');
      const { block: call, parent, names } = this.call;
      const argument = attributeOf(call.body, name);
      const given = argument && parent.evaluate(argument.value, names);
      return this.told(variableValue(block, given, this), block);
    });
  }

  private told(value: Value, block: Block): Value {
    return told(value, block, (steps) => this.world.walk(steps));
  }

  made(mode: Resource['mode'], name: string): Made {
    const block = (mode === 'data' ? this.module.data : this.module.resources).get(name);
    if (block === undefined) return { value: unknown('dangling'), resources: [] };
    return this.once(this.makes, `${mode}.${name}`, { value: inCircles, resources: [] }, () => {
      const address = `${this.prefix}${mode === 'data' ? 'data.' : ''}${name}`;
      const resources: Resource[] = [];
      const whenUnknown = 'it refers to a resource with count or for_each';
      const value = this.repeat(block, address, whenUnknown, (key, names, uncertain) => {
        const type = block.labels[0] ?? '';
        const resource = { mode, type, address: `${address}${key}`, block, scope: this, names, uncertain };
        resources.push(resource);
        return { kind: 'resource', resource };
      });
      return { value, resources };
    });
  }

  called(name: string): Called {
    const block = this.module.calls.get(name);
    if (block === undefined) return { value: unknown('dangling'), instances: [] };
    return this.once(this.calls, name, { value: inCircles, instances: [] }, () => {
      const source = sourceOf(block, this.module.folder);
      if (source.kind === 'elsewhere') return unread(source.why);
      const module = this.world.modules.get(source.folder);
      if (module === undefined) return unread('it goes through a module whose folder has no Terraform files');
      if (this.isWithin(module)) return unread('it goes through a module that calls itself');
      const instances: ModuleInstance[] = [];
      const address = `${this.prefix}module.${name}`;
      const whenUnknown = 'it goes through a module with count or for_each';
      const value = this.repeat(block, address, whenUnknown, (key, names, uncertain) => {
        const call: Call = { block, parent: this, names };
        const instance = new ModuleInstance(this.world, module, `${address}${key}.`, call, uncertain);
        instances.push(instance);
        return { kind: 'module', instance };
      });
      return { value, instances };
    });
  }

  /** Makes as many of a block as it counts. `address` is that of all of them. */
  private repeat(block: Block, address: string, whenUnknown: Worded, make: Make): Value {
    return repeated(repetitionOf(block, this), whenUnknown, (key, names, uncertain) => {
      this.world.make(`${address}${key}`, sizeOf(block.body));
      return make(key, names, uncertain ?? this.uncertain);
    });
  }

  /** Makes something when it is first asked for; `cycle` is what it is to whoever asks while it is being made. */
  private once<T>(known: Map<string, T>, name: string, cycle: T, make: () => T): T {
    const before = known.get(name);
    if (before !== undefined) return before;
    this.world.walk(1);
    known.set(name, cycle);
    const made = make();
    known.set(name, made);
    return made;
  }
}

const inCircles = unknown('it depends on itself');

/** A resource block: the value of a reference to it, and all that it makes. */
interface Made {
  readonly value: Value;
  readonly resources: readonly Resource[];
}
interface Called {
  readonly value: Value;
  readonly instances: readonly ModuleInstance[];
  /** Why no module was found; undefined when one was. */
  readonly why?: Worded;
}

const unread = (why: Worded): Called => ({ value: unknown(why), instances: [], why });
