// A stand-in for the Terraform provider mypurecloud/genesyscloud, for tests without a registry: the same schema, the same plugin SDK
// and so the same planning semantics, and the same calls to the API for the resource types that Bulkhead writes. It talks to an emulator
// on this machine and to nothing else, and is never shipped.
package main

import (
	_ "embed"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/plugin"
)

// source is the address that configurations require; it is a name here, nothing is fetched from it.
const source = "registry.terraform.io/mypurecloud/genesyscloud"

// build.mjs puts the repository's copy of the real provider's schema beside these files.
//
//go:embed schema.json
var schemaJSON []byte

// version is the real provider's, set by build.mjs.
var version = "unknown"

func main() {
	provider, err := newProvider(schemaJSON)
	if err != nil {
		fmt.Fprintf(os.Stderr, "stand-in provider: %s\n", err)
		os.Exit(1)
	}
	plugin.Serve(&plugin.ServeOpts{
		ProviderAddr: source,
		ProviderFunc: func() *schema.Provider { return provider },
	})
}
