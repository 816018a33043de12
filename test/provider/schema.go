package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/validation"
)

// The document of `terraform providers schema -json`, as far as packages/provider-genesyscloud keeps it.
type document struct {
	FormatVersion string                     `json:"format_version"`
	Providers     map[string]providerSchemas `json:"provider_schemas"`
}

type providerSchemas struct {
	Provider    versionedBlock            `json:"provider"`
	Resources   map[string]versionedBlock `json:"resource_schemas"`
	DataSources map[string]versionedBlock `json:"data_source_schemas"`
}

type versionedBlock struct {
	Version int   `json:"version"`
	Block   block `json:"block"`
}

type block struct {
	Attributes map[string]attribute   `json:"attributes"`
	Blocks     map[string]nestedBlock `json:"block_types"`
}

type attribute struct {
	Type      json.RawMessage `json:"type"`
	Required  bool            `json:"required"`
	Optional  bool            `json:"optional"`
	Computed  bool            `json:"computed"`
	Sensitive bool            `json:"sensitive"`
}

type nestedBlock struct {
	Block    block  `json:"block"`
	Mode     string `json:"nesting_mode"`
	MinItems int    `json:"min_items"`
	MaxItems int    `json:"max_items"`
}

// What Terraform's schema format cannot tell, by `type.attribute`. Read in the public source of the provider on 2026-11-24 and, for the
// defaults, also seen in plans recorded with 1.84.1 on 2026-11-23.
var (
	forceNew = []string{
		"genesyscloud_auth_division.home",
		"genesyscloud_auth_role.default_role_id",
	}
	defaults = map[string]any{
		"genesyscloud_oauth_client.access_token_validity_seconds": 86400,
		"genesyscloud_oauth_client.expose_client_secret":          false,
		"genesyscloud_oauth_client.state":                         "active",
	}
	validators = map[string]schema.SchemaValidateFunc{ //nolint:staticcheck // the real provider validates with these, too
		"genesyscloud_oauth_client.access_token_validity_seconds": validation.IntBetween(300, 38880000),
		"genesyscloud_oauth_client.authorized_grant_type": validation.StringInSlice(
			[]string{"CODE", "TOKEN", "SAML2BEARER", "SAML2-BEARER", "PASSWORD", "CLIENT-CREDENTIALS"}, false),
		"genesyscloud_oauth_client.state": validation.StringInSlice([]string{"active", "inactive"}, false),
	}
)

// parseSchema reads the one provider of the document. A field that this file does not know is an error: a schema that says more than
// is understood would be imitated wrongly.
func parseSchema(text []byte) (providerSchemas, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var parsed document
	if err := decoder.Decode(&parsed); err != nil {
		return providerSchemas{}, fmt.Errorf("schema.json: %w", err)
	}
	found, ok := parsed.Providers[source]
	if !ok || len(parsed.Providers) != 1 {
		return providerSchemas{}, fmt.Errorf("schema.json is not that of %s alone", source)
	}
	return found, nil
}

// resourceSchema converts a top-level block; `path` is the type's name. The `id` that the SDK adds by itself is left out.
func resourceSchema(path string, from block) (map[string]*schema.Schema, error) {
	converted, err := blockSchema(path, from)
	if err != nil {
		return nil, err
	}
	delete(converted, "id")
	for name, one := range converted {
		key := path + "." + name
		one.ForceNew = slices.Contains(forceNew, key)
		one.Default = defaults[key]
		one.ValidateFunc = validators[key]
	}
	return converted, nil
}

func blockSchema(path string, from block) (map[string]*schema.Schema, error) {
	converted := map[string]*schema.Schema{}
	for name, one := range from.Attributes {
		kind, element, err := attributeType(one.Type)
		if err != nil {
			return nil, fmt.Errorf("schema.json: %s.%s: %w", path, name, err)
		}
		converted[name] = &schema.Schema{
			Type: kind, Elem: element,
			Required: one.Required, Optional: one.Optional, Computed: one.Computed, Sensitive: one.Sensitive,
		}
	}
	for name, one := range from.Blocks {
		inner, err := blockSchema(path+"."+name, one.Block)
		if err != nil {
			return nil, err
		}
		kind, ok := map[string]schema.ValueType{"set": schema.TypeSet, "list": schema.TypeList}[one.Mode]
		if !ok {
			return nil, fmt.Errorf("schema.json: %s.%s: blocks nested as %q are not modelled", path, name, one.Mode)
		}
		converted[name] = &schema.Schema{
			Type: kind, Elem: &schema.Resource{Schema: inner},
			Required: one.MinItems > 0, Optional: one.MinItems == 0, MinItems: one.MinItems, MaxItems: one.MaxItems,
		}
	}
	return converted, nil
}

// attributeType reads `"string"` or `["set", "string"]`. The provider has no fractions: a number is whole.
func attributeType(text json.RawMessage) (schema.ValueType, any, error) {
	primitives := map[string]schema.ValueType{"string": schema.TypeString, "bool": schema.TypeBool, "number": schema.TypeInt}
	collections := map[string]schema.ValueType{"set": schema.TypeSet, "list": schema.TypeList, "map": schema.TypeMap}
	var name string
	if json.Unmarshal(text, &name) == nil {
		if kind, ok := primitives[name]; ok {
			return kind, nil, nil
		}
	}
	var pair []string
	if json.Unmarshal(text, &pair) == nil && len(pair) == 2 {
		kind, known := collections[pair[0]]
		element, simple := primitives[pair[1]]
		if known && simple {
			return kind, &schema.Schema{Type: element}, nil
		}
	}
	return 0, nil, fmt.Errorf("the type %s is not modelled", strings.TrimSpace(string(text)))
}
