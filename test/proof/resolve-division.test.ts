import { describe, expect, it } from 'vitest';
import type { StackName } from '../../lib/manifest/ids';
import { stateLocation } from '../../lib/manifest/state';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import {
  type AssemblyText,
  divisionReference,
  type Json,
  roleReference,
  writeAssembly,
} from '../support/write-assembly';
import { acme, manifest, manifestOrg } from './resolved';

const legacy = '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b';
const holidays = '6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10';
const home = '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e';

function imports(key: string, id: string) {
  return (assembly: AssemblyText): void =>
    assembly.stacks.get('demo-acme').import.push({ to: `genesyscloud_auth_division.division-${key}`, id });
}

describe('a division', () => {
  it.each<[unknown, string]>([
    [divisionReference('voice'), 'own voice'],
    ['0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b', 'own legacy'],
    ['0B7E4D3A-5C2F-4F0E-8A1B-7D6C5E4F3A2B', 'own legacy'],
    [divisionReference('old'), 'own old'],
    ['6f0c2f6e-1c1b-4a57-9d3e-2b8f5a7c9d10', 'shared holidays'],
    ['2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d', 'foreign globex hall'],
    ['3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e', 'home: the id of the home division'],
    ['*', 'all'],
    ['', 'home: empty'],
    [null, 'home: null'],
    ['voice', 'unowned: voice'],
    [`$${divisionReference('voice')}`, `unowned: ${divisionReference('voice')}`],
    [divisionReference('legacy'), 'unproven: dangling'],
    [divisionReference('sales'), 'unproven: dangling'],
    ['${genesyscloud_auth_division.division-voice.name}', 'unproven: not-an-id'],
    ['${genesyscloud_auth_division.division-voice.id.x}', 'unproven: not-an-id'],
    ['${genesyscloud_auth_division.division-voice}', 'unproven: not-an-id'],
    ['${genesyscloud_oauth_client.client-1.id}', 'unproven: not-an-id'],
    ['${resource.genesyscloud_auth_division.division-voice.id}', 'unproven: not-an-id'],
    ['${genesyscloud_auth_division.terraform_remote_state.id}', 'unproven: dangling'],
    ['${data.genesyscloud_auth_division.x.id}', 'unproven: dangling'],
    ['${data.x}', 'unproven: not-an-id'],
    [roleReference(manifestOrg(), 'reader'), 'unproven: through-state'],
    ['${local.x}', 'unproven: local'],
    [true, 'unproven: not-text'],
    [7, 'unproven: not-text'],
    [{ id: '*' }, 'unproven: not-text'],
    [['*'], 'unproven: not-text'],
  ])('%j is %s', (json, expected) => {
    expect(acme().division(json)).toBe(expected);
  });

  const voice = (assembly: AssemblyText): Json =>
    assembly.stacks.get('demo-acme').resource.genesyscloud_auth_division['division-voice'];
  it.each<[string, (assembly: AssemblyText) => void, string]>([
    [
      'home = true',
      (a) => Object.assign(voice(a), { home: true }),
      'home: genesyscloud_auth_division.division-voice has home = true',
    ],
    [
      'home = "true"',
      (a) => Object.assign(voice(a), { home: 'true' }),
      'home: genesyscloud_auth_division.division-voice has home = true',
    ],
    ['home = false', (a) => Object.assign(voice(a), { home: false }), 'own voice'],
    ['home = null', (a) => Object.assign(voice(a), { home: null }), 'own voice'],
    ['home = "false"', (a) => Object.assign(voice(a), { home: 'false' }), 'unproven: expression'],
    ['home by an expression', (a) => Object.assign(voice(a), { home: '${var.x}' }), 'unproven: variable'],
    ['count', (a) => Object.assign(voice(a), { count: 1 }), 'unproven: repeated'],
    ['for_each', (a) => Object.assign(voice(a), { for_each: '${[]}' }), 'unproven: repeated'],
    [
      'an import of nobody’s id',
      imports('voice', 'ffffffff-0000-4000-8000-000000000001'),
      'unowned: ffffffff-0000-4000-8000-000000000001',
    ],
    [
      'an import of another tenant’s id',
      imports('voice', '2d906f5c-7e41-4b20-8c3d-9f8e706b5c4d'),
      'foreign globex hall',
    ],
    [
      'an import of the home id',
      imports('voice', '3ea17a6d-8f52-4c31-9d4e-a09f817c6d5e'),
      'home: the id of the home division',
    ],
    [
      'an import of another own id',
      imports('voice', '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b'),
      'unproven: not-imported',
    ],
    ['an import of an expression', imports('voice', '${var.id}'), 'unproven: not-imported'],
    [
      'the name twice',
      (a) => {
        const text = JSON.stringify(a.stacks.get('demo-acme'));
        a.raw.set(
          'demo-acme',
          text.replace('"division-voice":', '"division-voice":{"name":"x"},"division-voice":'),
        );
      },
      'unproven: dangling',
    ],
  ])('by a reference to a resource with %s', (_what, edit, expected) => {
    expect(acme(edit).division(divisionReference('voice'))).toBe(expected);
  });

  it('that nobody declared is not the tenant’s by an import of what is', () => {
    const undeclared = (a: AssemblyText): void => {
      a.stacks.get('demo-acme').resource.genesyscloud_auth_division['division-x'] = { name: 'x' };
      imports('x', legacy)(a);
    };
    expect(acme(undeclared).division(divisionReference('x'))).toBe('unproven: not-imported');
  });

  it('that two claim is whose it is at worst', () => {
    const both = (edit: (input: ReturnType<typeof sample>['demo']) => void) => {
      const input = sample();
      edit(input.demo);
      return acme(() => {}, manifestOf(input));
    };
    const globex = (id: string) => (demo: ReturnType<typeof sample>['demo']) =>
      void (demo.tenants['globex'].divisions.hall.id = id);
    expect(both(globex(legacy)).division(legacy)).toBe('foreign globex hall');
    expect(both(globex(holidays)).division(holidays)).toBe('foreign globex hall');
    const shared = both(({ org }) => void (org.sharedDivisions.holidays.id = legacy));
    expect(shared.division(legacy)).toBe('shared holidays');
  });

  it('of another org is not the tenant’s, however that org calls its tenants and divisions', () => {
    const input = sample();
    const other = sample().demo;
    const [theirs, theirShared] = [
      'aaaaaaaa-0000-4000-8000-000000000001',
      'aaaaaaaa-0000-4000-8000-000000000002',
    ];
    other.tenants['acme'].divisions.legacy.id = theirs;
    other.org.sharedDivisions.holidays.id = theirShared;
    const seen = acme(() => {}, manifestOf({ ...input, zoo: other }));
    expect(seen.division(theirs)).toBe('foreign zoo/acme legacy');
    expect(seen.division(theirShared)).toBe('unowned: the shared division "holidays"');
    expect(seen.division(holidays)).toBe('shared holidays');
  });

  it('is nobody’s own in the foundation', () => {
    const { foundation } = acme((a) =>
      Object.assign(a.stacks.get('demo-acme').data, {
        genesyscloud_auth_division: { d: { name: 'Old hall' } },
      }),
    );
    expect(foundation(legacy)).toBe('foreign acme legacy');
    expect(foundation(holidays)).toBe('unowned: the shared division "holidays"');
    expect(foundation(divisionReference('voice'))).toBe('unowned: genesyscloud_auth_division.division-voice');
    expect(foundation('${data.genesyscloud_auth_division.d.id}')).toBe('foreign acme old');
  });

  describe('through the state of', () => {
    /** Has acme read `stack`'s state, which hands out `value`. */
    const through = (stack: string, value: unknown) => (a: AssemblyText) => {
      const org = manifestOrg();
      const remote = stateLocation(org.config.state, stack as StackName).remote;
      a.stacks.get('demo-acme').data.terraform_remote_state.s = {
        ...remote,
        workspace: '${terraform.workspace}',
      };
      a.stacks.get(stack).output = { ...a.stacks.get(stack).output, o: { value } };
    };
    const handed = '${data.terraform_remote_state.s.outputs.o}';
    const hall = (id: string) => (a: AssemblyText) => {
      through('demo-globex', '${genesyscloud_auth_division.division-sales.id}')(a);
      a.stacks.get('demo-globex').import = [{ to: 'genesyscloud_auth_division.division-sales', id }];
    };
    it.each<[string, (assembly: AssemblyText) => void, string]>([
      [
        'another tenant, its own',
        through('demo-globex', '${genesyscloud_auth_division.division-sales.id}'),
        'foreign globex sales',
      ],
      ['another tenant, a shared one', hall(holidays), 'unproven: through-state'],
      ['another tenant, the home division', hall(home), 'home: the id of the home division'],
      ['another tenant, a text', through('demo-globex', legacy), 'unproven: through-state'],
      [
        'another tenant, what is not there',
        through('demo-globex', '${genesyscloud_auth_division.division-x.id}'),
        'unproven: dangling',
      ],
      ['the tenant itself', through('demo-acme', divisionReference('voice')), 'unproven: through-state'],
      ['the foundation', through('demo-foundation', legacy), 'unproven: through-state'],
    ])('%s', (_what, edit, expected) => {
      expect(acme(edit).division(handed)).toBe(expected);
    });

    it('the tenant itself, in a circle', () => {
      expect(acme(through('demo-acme', handed)).division(handed)).toBe('unproven: through-state');
    });

    it('another tenant and back, in a circle', () => {
      const edit = (a: AssemblyText): void => {
        through('demo-globex', handed)(a);
        const { remote } = stateLocation(manifestOrg().config.state, 'demo-acme' as StackName);
        a.stacks.get('demo-globex').data.terraform_remote_state.s = {
          ...remote,
          workspace: '${terraform.workspace}',
        };
        a.stacks.get('demo-acme').output = { o: { value: handed } };
      };
      expect(acme(edit).division(handed)).toBe('unproven: through-state');
    });

    it.each([
      [7, 'home: the id of the home division'],
      [8, 'unproven: through-state'],
      [5_000, 'unproven: through-state'],
    ])('another tenant that goes on through its own %i times', (count, expected) => {
      const edit = (a: AssemblyText): void => {
        hall(home)(a);
        const { remote } = stateLocation(manifestOrg().config.state, 'demo-globex' as StackName);
        const globex = a.stacks.get('demo-globex');
        globex.data.terraform_remote_state.s = { ...remote, workspace: '${terraform.workspace}' };
        globex.output.o0 = globex.output.o;
        for (let index = 1; index <= count; index++)
          globex.output[`o${index}`] = { value: `\${data.terraform_remote_state.s.outputs.o${index - 1}}` };
      };
      expect(acme(edit).division(`\${data.terraform_remote_state.s.outputs.o${count}}`)).toBe(expected);
    });

    it('a tenant, for the foundation', () => {
      const { foundation } = acme(through('demo-acme', divisionReference('voice')));
      expect(foundation(handed)).toBe('foreign acme voice');
    });

    it('a tenant, an output that it does not have', () => {
      const edit = through('demo-globex', '${genesyscloud_auth_division.division-sales.id}');
      expect(acme(edit).division('${data.terraform_remote_state.s.outputs.x}')).toBe(
        'unproven: through-state',
      );
    });

    it('another tenant is no way to a role, whatever that tenant calls it', () => {
      const edit = (a: AssemblyText): void => {
        through('demo-globex', '${genesyscloud_auth_role.reader.id}')(a);
        a.stacks.get('demo-globex').resource.genesyscloud_auth_role = { reader: { name: 'x' } };
      };
      expect(acme(edit).role(handed)).toBe('unproven: remote-state');
    });
  });

  it('that may be the home division is unproven for that argument, not for what leads to it', () => {
    const { verdict } = acme((a) => Object.assign(voice(a), { home: '${var.x}' }));
    expect(verdict(divisionReference('voice'))).toEqual({
      kind: 'unproven',
      reason: 'variable',
      source: 'genesyscloud_auth_division.division-voice.home',
    });
  });

  it('adopted and managed is its own only with exactly its import', () => {
    const old = divisionReference('old');
    expect(acme((a) => void delete a.stacks.get('demo-acme').import).division(old)).toBe(
      'unproven: not-imported',
    );
    expect(
      acme(
        (a) => void a.stacks.get('demo-acme').import.push({ ...a.stacks.get('demo-acme').import[0] }),
      ).division(old),
    ).toBe('unproven: not-imported');
  });

  it('looked up by name is never proved', () => {
    const lookUp = (name: unknown) => (a: AssemblyText) =>
      Object.assign(a.stacks.get('demo-acme').data, { genesyscloud_auth_division: { d: { name } } });
    const found = (name: unknown) => acme(lookUp(name)).division('${data.genesyscloud_auth_division.d.id}');
    const names = writeAssembly(manifest).stacks.get('demo-globex').resource.genesyscloud_auth_division;
    expect(found('Old hall')).toBe('unproven: looked-up');
    expect(found('OLD HALL')).toBe('unproven: looked-up');
    expect(found(names['division-sales'].name.toUpperCase())).toBe('foreign globex sales');
    expect(found(` ${names['division-sales'].name} `)).toBe('foreign globex sales');
    expect(found('Finance')).toBe('unowned: the division named "Finance"');
    expect(found('${var.x}')).toBe('unproven: looked-up');
    const { division } = acme(lookUp('Old hall'));
    expect(division('${data.genesyscloud_auth_division.d.id.x}')).toBe('unproven: not-an-id');
    expect(division('${data.genesyscloud_auth_division.x.id}')).toBe('unproven: dangling');
    expect(division('${data.genesyscloud_auth_division_home.d.id}')).toBe('unproven: dangling');
    expect(
      acme((a) => Object.assign(a.stacks.get('demo-acme').data, { genesyscloud_user: { u: {} } })).division(
        '${data.genesyscloud_user.u.id}',
      ),
    ).toBe('unproven: not-an-id');
    expect(
      acme((a) => {
        lookUp('Old hall')(a);
        const text = JSON.stringify(a.stacks.get('demo-acme'));
        a.raw.set('demo-acme', text.replace('"d":{', '"d":{"name":"x"},"d":{'));
      }).division('${data.genesyscloud_auth_division.d.id}'),
    ).toBe('unproven: dangling');
    expect(
      acme((a) =>
        Object.assign(a.stacks.get('demo-acme').data, { genesyscloud_auth_division_home: { h: {} } }),
      ).division('${data.genesyscloud_auth_division_home.h.id}'),
    ).toBe('home: the data source genesyscloud_auth_division_home');
  });
});

it('takes no division for declared by what every object has', () => {
  for (const name of ['constructor', 'toString', '__proto__']) {
    const { division } = acme((assembly) => {
      const resources = assembly.stacks.get('demo-acme').resource.genesyscloud_auth_division;
      resources[`division-${name}`] = { name: 'x' };
    });
    expect(division(`\${genesyscloud_auth_division.division-${name}.id}`)).toBe(
      `unowned: genesyscloud_auth_division.division-${name}`,
    );
  }
});

it('takes no other resource for a division that is called `undefined`', () => {
  const input = sample();
  const { demo } = input;
  if (demo?.tenants['acme'] === undefined) throw new Error('no acme');
  demo.tenants['acme'].divisions['undefined'] = {};
  const { division } = acme((assembly) => {
    assembly.stacks.get('demo-acme').resource.genesyscloud_auth_division.other = { name: 'x' };
  }, manifestOf(input));
  expect(division('${genesyscloud_auth_division.other.id}')).toBe(
    'unowned: genesyscloud_auth_division.other',
  );
  expect(division('${genesyscloud_auth_division.division-undefined.id}')).toBe('own undefined');
});
