package main

import (
	"context"
	"fmt"
	"net/url"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func dataSource(name string) operation {
	if read, ok := map[string]operation{
		"genesyscloud_auth_division":      byName(divisions, url.Values{"objectCount": {"false"}}, true),
		"genesyscloud_auth_role":          byName(roles, url.Values{"userCount": {"false"}}, true),
		"genesyscloud_oauth_client":       byName(clients, url.Values{}, false),
		"genesyscloud_auth_division_home": readHome,
	}[name]; ok {
		return read
	}
	return notModelled("the data source " + name)
}

func readHome(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	var home division
	if err := meta.(*api).get(ctx, divisions+"/home", &home); err != nil {
		return diag.FromErr(err)
	}
	d.SetId(home.ID)
	return setAll(d, map[string]any{"name": home.Name, "description": orNil(home.Description)})
}

// byName looks through all pages for the first object of exactly this name. Lists that can search are asked for it.
func byName(path string, extra url.Values, searches bool) operation {
	return func(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
		name := d.Get("name").(string)
		for page, pages := 1, 1; page <= pages; page++ {
			query := url.Values{}
			for key, values := range extra {
				query[key] = values
			}
			if searches {
				query.Set("pageSize", "100")
				query.Set("name", name)
			}
			if searches || page > 1 {
				query.Set("pageNumber", fmt.Sprint(page))
			}
			target := path
			if len(query) > 0 {
				target += "?" + query.Encode()
			}
			var found struct {
				Entities  []struct{ ID, Name string }
				PageCount *int
			}
			if err := meta.(*api).get(ctx, target, &found); err != nil {
				return diag.FromErr(err)
			}
			if found.Entities == nil || found.PageCount == nil {
				return diag.Errorf("GET %s: a list without entities or pageCount: the real provider panics there", path)
			}
			for _, one := range found.Entities {
				if one.Name == name {
					d.SetId(one.ID)
					return nil
				}
			}
			pages = *found.PageCount
		}
		return diag.Errorf("GET %s: nothing has the name %q", path, name)
	}
}
