package main

import (
	"net/http"
	"slices"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// setAll writes attributes to the state.
func setAll(d *schema.ResourceData, values map[string]any) diag.Diagnostics {
	var problems diag.Diagnostics
	for name, value := range values {
		if err := d.Set(name, value); err != nil {
			problems = append(problems, diag.FromErr(err)...)
		}
	}
	return problems
}

// goneOrFailed drops from the state what the API no longer has.
func goneOrFailed(d *schema.ResourceData, err error) diag.Diagnostics {
	if isStatus(err, http.StatusNotFound) {
		d.SetId("")
		return nil
	}
	return diag.FromErr(err)
}

func never(string) bool { return false }

// orNil is what a pointer points to, or nothing at all: an attribute that the API leaves out is null.
func orNil[T any](value *T) any {
	if value == nil {
		return nil
	}
	return *value
}

// texts are the members of a set of strings, sorted, so that the same configuration sends the same bytes.
func texts(set any) []string {
	found := []string{}
	for _, one := range set.(*schema.Set).List() {
		found = append(found, one.(string))
	}
	slices.Sort(found)
	return found
}

func anys(values []string) []any {
	found := []any{}
	for _, one := range values {
		found = append(found, one)
	}
	return found
}
