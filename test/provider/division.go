package main

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

const divisions = "/authorization/divisions"

type division struct {
	ID           string  `json:"id"`
	Name         string  `json:"name"`
	Description  *string `json:"description"`
	HomeDivision *bool   `json:"homeDivision"`
}

func divisionBody(d *schema.ResourceData) map[string]any {
	return map[string]any{"name": d.Get("name"), "description": d.Get("description")}
}

// createDivision makes a division or, with `home = true`, takes over the one that exists.
func createDivision(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	var made division
	if d.Get("home").(bool) {
		if err := meta.(*api).get(ctx, divisions+"/home", &made); err != nil {
			return diag.FromErr(err)
		}
		d.SetId(made.ID)
		return updateDivision(ctx, d, meta)
	}
	if err := meta.(*api).call(ctx, http.MethodPost, divisions, divisionBody(d), &made); err != nil {
		return diag.FromErr(err)
	}
	d.SetId(made.ID)
	return readDivision(ctx, d, meta)
}

func readDivision(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	var found division
	if err := meta.(*api).get(ctx, divisions+"/"+url.PathEscape(d.Id())+"?objectCount=false", &found); err != nil {
		return goneOrFailed(d, err)
	}
	return setAll(d, map[string]any{
		"name": found.Name, "description": orNil(found.Description), "home": orNil(found.HomeDivision),
	})
}

func updateDivision(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	if err := meta.(*api).call(ctx, http.MethodPut, divisions+"/"+url.PathEscape(d.Id()), divisionBody(d), nil); err != nil {
		return diag.FromErr(err)
	}
	return readDivision(ctx, d, meta)
}

// deleteDivision tries ten times while the API says that something is in the division. The home division is let go, not deleted.
func deleteDivision(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	if d.Get("home").(bool) {
		return nil
	}
	path := divisions + "/" + url.PathEscape(d.Id())
	for attempt := time.Duration(1); ; attempt++ {
		err := meta.(*api).call(ctx, http.MethodDelete, path+"?force=false", nil, nil)
		if err == nil || isStatus(err, http.StatusNotFound) {
			break
		}
		if !isStatus(err, http.StatusBadRequest) || attempt == 10 {
			return diag.FromErr(err)
		}
		time.Sleep(attempt * 10 * time.Millisecond)
	}
	return diag.FromErr(meta.(*api).untilGone(ctx, path+"?objectCount=false", 5*time.Minute, never))
}
