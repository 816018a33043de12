package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func provider(t *testing.T) *schema.Provider {
	t.Helper()
	made, err := newProvider(schemaJSON)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestEverythingBesideTheSchemaNamesAnAttribute(t *testing.T) {
	known := provider(t).ResourcesMap
	keys := slices.Clone(forceNew)
	for key := range defaults {
		keys = append(keys, key)
	}
	for key := range validators {
		keys = append(keys, key)
	}
	for _, key := range keys {
		kind, name, _ := strings.Cut(key, ".")
		if known[kind] == nil || known[kind].Schema[name] == nil {
			t.Errorf("%s is not in schema.json", key)
		}
	}
}

func TestBlocksAreSetsAndListsAsTheSchemaSays(t *testing.T) {
	role := provider(t).ResourcesMap["genesyscloud_auth_role"].Schema["permission_policies"]
	inner := role.Elem.(*schema.Resource).Schema
	if role.Type != schema.TypeSet || inner["conditions"].Type != schema.TypeList || inner["conditions"].MaxItems != 1 {
		t.Error("permission_policies is a set of blocks with at most one condition each")
	}
	if !provider(t).ResourcesMap["genesyscloud_auth_division"].Schema["home"].ForceNew {
		t.Error("a division that becomes or stops being the home division is another one")
	}
}

func TestASchemaThatIsNotUnderstoodIsRefused(t *testing.T) {
	whole := string(schemaJSON)
	for _, change := range [][2]string{
		{`"nesting_mode": "set"`, `"nesting_mode": "map"`},
		{`"type": "string"`, `"type": "dynamic"`},
		{`"optional": true`, `"write_only": true`},
		{`mypurecloud/genesyscloud"`, `somebody/else"`},
		{`{`, `[`},
	} {
		if _, err := newProvider([]byte(strings.Replace(whole, change[0], change[1], 1))); err == nil || !strings.Contains(err.Error(), "schema.json") {
			t.Errorf("%s: %v", change[1], err)
		}
	}
}

func TestTypesWithoutAnImplementationSayTheirLimit(t *testing.T) {
	user := provider(t).ResourcesMap["genesyscloud_user_roles"]
	problems := user.CreateContext(context.Background(), user.TestResourceData(), nil)
	if len(problems) != 1 || !strings.Contains(problems[0].Summary, "does not model resources of the type genesyscloud_user_roles") {
		t.Error(problems)
	}
}
