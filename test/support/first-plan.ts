/*
 * What `terraform show -json` says of a stack before its first deploy (Terraform 1.11.4, provider 1.84.1, as recorded 2026-11-23): ids of
 * the stack's own objects are unknown, expressions keep their text. For plain configurations only: no count, no expressions evaluated.
 */

type Body = Record<string, unknown>;
type Blocks = Record<string, Record<string, Body>>;

/** The parts of a stack's file that a plan shows. */
export interface Configuration {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly output?: Record<string, { readonly value: string }>;
  readonly provider: { readonly genesyscloud: readonly Body[] };
}

/** The plan of a stack; `remote` are the outputs that its remote state reads. */
export function firstPlan(
  { resource = {}, data = {}, output = {}, provider }: Configuration,
  remote: Readonly<Record<string, string>>,
): Body {
  const managed = each(resource, 'managed').map(({ body, ...rest }) => ({
    ...rest,
    provider_name: 'registry.terraform.io/mypurecloud/genesyscloud',
    ...plannedValues(rest.type, body, remote),
  }));
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {
      outputs: Object.fromEntries(Object.keys(output).map((name) => [name, { sensitive: true }])),
      root_module: {
        resources: managed.map(({ values, ...rest }) => ({
          ...withoutUnknown(rest),
          values,
          sensitive_values: {},
        })),
      },
    },
    resource_changes: managed.map(({ values, unknown, ...rest }) => ({
      ...rest,
      change: {
        actions: ['create'],
        before: null,
        after: structuredClone(values),
        after_unknown: unknown,
        before_sensitive: false,
        after_sensitive: {},
      },
    })),
    output_changes: Object.fromEntries(
      Object.keys(output).map((name) => [
        name,
        {
          actions: ['create'],
          before: null,
          after_unknown: true,
          before_sensitive: true,
          after_sensitive: true,
        },
      ]),
    ),
    prior_state: {
      format_version: '1.0',
      values: {
        root_module: {
          resources: each(data, 'data').map(({ body, ...rest }) => ({
            ...rest,
            provider_name: 'terraform.io/builtin/terraform',
            values: {
              ...body,
              ...('workspace' in body ? { workspace: 'default' } : {}),
              outputs: { ...remote },
            },
          })),
        },
      },
    },
    configuration: {
      provider_config: {
        genesyscloud: {
          name: 'genesyscloud',
          full_name: 'registry.terraform.io/mypurecloud/genesyscloud',
          version_constraint: '1.84.1',
          expressions: expressions(provider.genesyscloud[0] ?? {}),
        },
      },
      root_module: {
        outputs: Object.fromEntries(
          Object.entries(output).map(([name, { value }]) => [
            name,
            { sensitive: true, expression: { constant_value: value } },
          ]),
        ),
        resources: [...each(data, 'data'), ...each(resource, 'managed')].map(({ body, ...rest }) => ({
          ...rest,
          provider_config_key: rest.type === 'terraform_remote_state' ? 'terraform' : 'genesyscloud',
          expressions: expressions(body),
          schema_version: 1,
        })),
      },
    },
    timestamp: '2026-11-24T00:00:00Z',
    applyable: true,
    complete: true,
    errored: false,
  };
}

function plannedValues(
  type: string,
  body: Body,
  remote: Readonly<Record<string, string>>,
): { values: Body; unknown: Body } {
  const written = Object.fromEntries(Object.entries(body).filter(([name]) => name !== '//'));
  if (type !== 'genesyscloud_oauth_client') {
    const made = Object.keys(written).filter((name) => isReference(written[name]));
    for (const name of made) delete written[name];
    return {
      values: written,
      unknown: { id: true, ...Object.fromEntries(made.map((name) => [name, true])) },
    };
  }
  const roles = (body['roles'] as { division_id: string; role_id: string }[]).map(
    ({ division_id, role_id }) => {
      const role = remote[role_id.replace(/^.*outputs\.(.*)\}$/, '$1')];
      return division_id.startsWith('${') ? { role_id: role } : { division_id, role_id: role };
    },
  );
  return {
    values: { ...written, roles },
    unknown: {
      id: true,
      client_id: true,
      client_secret: true,
      roles: roles.map((grant) => ('division_id' in grant ? {} : { division_id: true })),
    },
  };
}

const isReference = (value: unknown): boolean =>
  typeof value === 'string' && /^\$\{genesyscloud_auth_division\.[a-z-]+\.id\}$/.test(value);

const withoutUnknown = ({ unknown: _, ...rest }: { unknown: Body; [key: string]: unknown }): Body => rest;

const isBlocks = (value: unknown): value is Body[] =>
  Array.isArray(value) && value.length > 0 && typeof value[0] === 'object';

const expressions = (body: Body): Body =>
  Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => name !== '//')
      .map(([name, value]) => [name, isBlocks(value) ? value.map(expressions) : { constant_value: value }]),
  );

const each = (blocks: Blocks, mode: string) =>
  Object.entries(blocks).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({
      address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
      mode,
      type,
      name,
      body,
    })),
  );
