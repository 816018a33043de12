/** Where the built stand-in provider lies. Absolute paths below `node_modules/.cache`. */
export interface StandIn {
  /** A filesystem mirror with the provider alone. */
  readonly mirror: string;
  /** For `TF_CLI_CONFIG_FILE`: Terraform installs from the mirror and from nowhere else. */
  readonly cliConfigFile: string;
  /** The Go sources with the schema beside them, ready for `go test`. */
  readonly source: string;
}

/** Builds the provider if it is not built yet. @throws Error with what Go said. */
export function buildStandIn(): Promise<StandIn>;
