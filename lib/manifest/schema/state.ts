import * as z from 'zod/mini';
import { about, id, line, url } from './leaf';

export const stateSchema = about(
  'Where Terraform keeps the state of the stacks, each under its own key',
  z.discriminatedUnion('backend', [
    z.strictObject({ backend: about('Beside the output folder, for trials', z.literal('local')) }),
    z.strictObject({
      backend: about('An S3 bucket; credentials come from the AWS environment', z.literal('s3')),
      bucket: about('Name of the bucket', line()),
      region: about('AWS region of the bucket, e.g. eu-west-1', line()),
      prefix: about('Put before the stack in the key of every state', z.optional(line())),
      encrypt: about('Server-side encryption (default true)', z.optional(z.boolean())),
      kmsKeyId: about('KMS key for server-side encryption', z.optional(line())),
      dynamodbTable: about('DynamoDB table for locks (older Terraform)', z.optional(line())),
      useLockfile: about(
        'Locks as objects in the bucket (Terraform 1.10 and newer)',
        z.optional(z.boolean()),
      ),
    }),
    z.strictObject({
      backend: about(
        'A Google Cloud Storage bucket; credentials come from the environment',
        z.literal('gcs'),
      ),
      bucket: about('Name of the bucket', line()),
      prefix: about('Put before the stack in the name of every state', z.optional(line())),
      kmsEncryptionKey: about('Cloud KMS key that encrypts the states', z.optional(line())),
    }),
    z.strictObject({
      backend: about(
        'An Azure storage container; credentials come from the environment',
        z.literal('azurerm'),
      ),
      resourceGroupName: about('Resource group of the storage account', line()),
      storageAccountName: about('Name of the storage account', line()),
      containerName: about('Name of the container', line()),
      prefix: about('Put before the stack in the key of every state', z.optional(line())),
      useAzureadAuth: about(
        'Sign in with Microsoft Entra ID instead of an access key',
        z.optional(z.boolean()),
      ),
    }),
    // The connection string is a secret: Terraform reads PG_CONN_STR (or the PG* variables) from the environment.
    z.strictObject({
      backend: about(
        'A PostgreSQL database; the connection string comes from PG_CONN_STR. The first write of each state locks the whole database: deploy new stacks with --parallelism 1',
        z.literal('pg'),
      ),
      schemaPrefix: about("Put before the stack in the name of every state's schema", z.optional(id())),
    }),
    // Credentials come from TF_HTTP_USERNAME and TF_HTTP_PASSWORD.
    z.strictObject({
      backend: about(
        'A REST endpoint; credentials come from TF_HTTP_USERNAME and TF_HTTP_PASSWORD',
        z.literal('http'),
      ),
      address: about('Address to which the stack is appended; no credentials, query or fragment', url()),
    }),
    // The token comes from `terraform login` or TF_TOKEN_<host>.
    z.strictObject({
      backend: about(
        'HCP Terraform or Terraform Enterprise; the token comes from `terraform login`',
        z.literal('cloud'),
      ),
      organization: about('Organization that holds the workspaces, one per stack', line()),
      hostname: about('Host of Terraform Enterprise (default app.terraform.io)', z.optional(line())),
      project: about('Project of the workspaces', z.optional(line())),
    }),
  ]),
);

export type StateConfig = z.infer<typeof stateSchema>;
