package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

const (
	clients     = "/oauth/clients"
	credentials = "/integrations/credentials"
)

type oauthClient struct {
	ID                         string         `json:"id,omitempty"`
	Name                       string         `json:"name"`
	Description                *string        `json:"description"`
	AccessTokenValiditySeconds *int           `json:"accessTokenValiditySeconds"`
	AuthorizedGrantType        string         `json:"authorizedGrantType"`
	State                      string         `json:"state"`
	RegisteredRedirectURI      []string       `json:"registeredRedirectUri,omitempty"`
	Scope                      []string       `json:"scope,omitempty"`
	RoleDivisions              []roleDivision `json:"roleDivisions,omitempty"`
	Secret                     string         `json:"secret,omitempty"`
}

type roleDivision struct {
	RoleID     string `json:"roleId"`
	DivisionID string `json:"divisionId"`
}

// createClient makes the client. Its secret is in this answer and in no other; the state gets it only with `expose_client_secret`.
func createClient(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	a := meta.(*api)
	if _, set := d.GetOk("directory_client_secret"); set {
		return limit("directory_client_secret, which writes the secret to a file")
	}
	body, err := clientBody(ctx, d, a)
	if err != nil {
		return diag.FromErr(err)
	}
	if err := checkDeployer(ctx, a); err != nil {
		return diag.FromErr(err)
	}
	var made oauthClient
	if err := a.call(ctx, http.MethodPost, clients, body, &made); err != nil {
		return diag.FromErr(err)
	}
	d.SetId(made.ID)
	shown := ""
	if d.Get("expose_client_secret").(bool) {
		shown = made.Secret
	}
	if problem := setAll(d, map[string]any{"client_secret": shown}); problem != nil {
		return problem
	}
	if name, set := d.GetOk("integration_credential_name"); set {
		var stored reference
		err := a.call(ctx, http.MethodPost, credentials, map[string]any{
			"name": name, "type": map[string]any{"name": "pureCloudOAuthClient"},
			"credentialFields": map[string]any{"clientId": made.ID, "clientSecret": made.Secret},
		}, &stored)
		if err != nil {
			return diag.FromErr(err)
		}
		if problem := setAll(d, map[string]any{"integration_credential_id": stored.ID}); problem != nil {
			return problem
		}
	}
	return readClient(ctx, d, meta)
}

func readClient(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	var found oauthClient
	if err := meta.(*api).get(ctx, clients+"/"+url.PathEscape(d.Id()), &found); err != nil {
		return goneOrFailed(d, err)
	}
	grants := []any{}
	for _, one := range found.RoleDivisions {
		grants = append(grants, map[string]any{"role_id": one.RoleID, "division_id": one.DivisionID})
	}
	return setAll(d, map[string]any{
		"client_id": found.ID, "name": found.Name, "description": orNil(found.Description),
		"access_token_validity_seconds": orNil(found.AccessTokenValiditySeconds),
		"authorized_grant_type":         found.AuthorizedGrantType, "state": found.State,
		"registered_redirect_uris": anys(found.RegisteredRedirectURI), "scopes": anys(found.Scope), "roles": grants,
	})
}

func updateClient(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	if d.HasChanges("integration_credential_name", "directory_client_secret", "expose_client_secret") ||
		d.Get("integration_credential_name") != "" {
		return limit("an update that needs the client's secret (integration credential, expose_client_secret, a secret in a file): no answer but the first has it, and the real provider panics there")
	}
	body, err := clientBody(ctx, d, meta.(*api))
	if err != nil {
		return diag.FromErr(err)
	}
	if err := meta.(*api).call(ctx, http.MethodPut, clients+"/"+url.PathEscape(d.Id()), body, nil); err != nil {
		return diag.FromErr(err)
	}
	return readClient(ctx, d, meta)
}

// deleteClient puts the client out of action first: only an inactive one can be deleted.
func deleteClient(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	a, path := meta.(*api), clients+"/"+url.PathEscape(d.Id())
	if id := d.Get("integration_credential_id").(string); id != "" {
		stored := credentials + "/" + url.PathEscape(id)
		err := a.get(ctx, stored, nil)
		if err == nil {
			err = a.call(ctx, http.MethodDelete, stored, nil, nil)
		}
		if err != nil && !isStatus(err, http.StatusNotFound) {
			return diag.FromErr(err)
		}
	}
	body, err := clientBody(ctx, d, a)
	if err != nil {
		return diag.FromErr(err)
	}
	body.State = "inactive"
	err = a.call(ctx, http.MethodPut, path, body, nil)
	if err == nil {
		err = a.get(ctx, path, nil)
	}
	if err == nil {
		err = a.call(ctx, http.MethodDelete, path, nil, nil)
	}
	if err != nil {
		if isStatus(err, http.StatusNotFound) {
			return nil
		}
		return diag.FromErr(err)
	}
	return diag.FromErr(a.untilGone(ctx, path, 30*time.Second, func(state string) bool { return state == "deleted" }))
}

// clientBody is what is written. A grant without a division is one in the home division, which is looked up then.
func clientBody(ctx context.Context, d *schema.ResourceData, a *api) (*oauthClient, error) {
	description, seconds := d.Get("description").(string), d.Get("access_token_validity_seconds").(int)
	body := &oauthClient{
		Name: d.Get("name").(string), Description: &description, AccessTokenValiditySeconds: &seconds,
		AuthorizedGrantType: d.Get("authorized_grant_type").(string), State: d.Get("state").(string),
		RegisteredRedirectURI: texts(d.Get("registered_redirect_uris")), Scope: texts(d.Get("scopes")),
	}
	var home division
	for _, one := range d.Get("roles").(*schema.Set).List() {
		from := one.(map[string]any)
		written := roleDivision{from["role_id"].(string), from["division_id"].(string)}
		if written.DivisionID == "" {
			if home.ID == "" {
				if err := a.get(ctx, divisions+"/home", &home); err != nil {
					return nil, err
				}
			}
			written.DivisionID = home.ID
		}
		body.RoleDivisions = append(body.RoleDivisions, written)
	}
	return body, nil
}

// checkDeployer asks who deploys. With a person's token the real provider gives that person every role that it hands out.
func checkDeployer(ctx context.Context, a *api) error {
	var me struct {
		OAuthClient *struct {
			Organization *reference `json:"organization"`
		} `json:"OAuthClient"`
	}
	if err := a.get(ctx, "/tokens/me?preserveIdleTTL=false", &me); err != nil {
		return err
	}
	if me.OAuthClient == nil || me.OAuthClient.Organization == nil {
		return errors.New("GET /tokens/me: no OAuthClient.organization: the real provider panics there")
	}
	if me.OAuthClient.Organization.ID == "purecloud-builtin" {
		return errors.New("the stand-in provider of the tests does not model a person's token; deploy with a client of your own")
	}
	return nil
}
