package main

import (
	"context"
	"log"
	"net/http"
	"net/url"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

const roles = "/authorization/roles"

type role struct {
	ID                 string   `json:"id,omitempty"`
	Name               string   `json:"name"`
	Description        *string  `json:"description"`
	DefaultRoleID      *string  `json:"defaultRoleId,omitempty"`
	Permissions        []string `json:"permissions,omitempty"`
	PermissionPolicies []policy `json:"permissionPolicies"`
}

type policy struct {
	Domain     string     `json:"domain"`
	EntityName string     `json:"entityName"`
	ActionSet  []string   `json:"actionSet"`
	Condition  *condition `json:"resourceConditionNode,omitempty"`
}

type condition struct {
	Conjunction  string      `json:"conjunction,omitempty"`
	Terms        []condition `json:"terms,omitempty"`
	VariableName string      `json:"variableName,omitempty"`
	Operator     string      `json:"operator,omitempty"`
	Operands     []operand   `json:"operands,omitempty"`
}

type operand struct {
	Type  string     `json:"type"`
	Value string     `json:"value,omitempty"`
	Queue *reference `json:"queue,omitempty"`
	User  *reference `json:"user,omitempty"`
}

type reference struct {
	ID string `json:"id"`
}

func createRole(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	body, problem := roleBody(ctx, d, meta.(*api))
	if problem != nil {
		return problem
	}
	var made role
	if err := meta.(*api).call(ctx, http.MethodPost, roles, body, &made); err != nil {
		return diag.FromErr(err)
	}
	d.SetId(made.ID)
	return readRole(ctx, d, meta)
}

func readRole(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	var found role
	if err := meta.(*api).get(ctx, roles+"/"+url.PathEscape(d.Id())+"?userCount=false", &found); err != nil {
		return goneOrFailed(d, err)
	}
	policies := []any{}
	for _, one := range found.PermissionPolicies {
		policies = append(policies, map[string]any{
			"domain": one.Domain, "entity_name": one.EntityName, "action_set": anys(one.ActionSet),
			"conditions": conditionState(one.Condition),
		})
	}
	return setAll(d, map[string]any{
		"name": found.Name, "description": orNil(found.Description), "default_role_id": orNil(found.DefaultRoleID),
		"permissions": anys(found.Permissions), "permission_policies": policies,
	})
}

func updateRole(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	body, problem := roleBody(ctx, d, meta.(*api))
	if problem != nil {
		return problem
	}
	if err := meta.(*api).call(ctx, http.MethodPut, roles+"/"+url.PathEscape(d.Id()), body, nil); err != nil {
		return diag.FromErr(err)
	}
	return readRole(ctx, d, meta)
}

func deleteRole(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	path := roles + "/" + url.PathEscape(d.Id())
	if err := meta.(*api).call(ctx, http.MethodDelete, path, nil, nil); err != nil && !isStatus(err, http.StatusNotFound) {
		return diag.FromErr(err)
	}
	return diag.FromErr(meta.(*api).untilGone(ctx, path+"?userCount=false", time.Minute, never))
}

// roleBody is what is written, after the look-up of each policy's domain that the real provider makes and only logs.
func roleBody(ctx context.Context, d *schema.ResourceData, a *api) (*role, diag.Diagnostics) {
	if _, set := d.GetOk("default_role_id"); set {
		return nil, limit("default_role_id, a default role that is taken over")
	}
	description := d.Get("description").(string)
	body := &role{
		Name: d.Get("name").(string), Description: &description,
		Permissions: texts(d.Get("permissions")), PermissionPolicies: []policy{},
	}
	for _, one := range d.Get("permission_policies").(*schema.Set).List() {
		from := one.(map[string]any)
		written := policy{from["domain"].(string), from["entity_name"].(string), texts(from["action_set"]), nil}
		if blocks := from["conditions"].([]any); len(blocks) > 0 {
			written.Condition = conditionBody(blocks[0].(map[string]any))
		}
		body.PermissionPolicies = append(body.PermissionPolicies, written)
		var known struct{ Entities []struct{ Domain string } }
		query := url.Values{"pageSize": {"100"}, "pageNumber": {"1"}, "queryType": {"domain"}, "query": {written.Domain}}
		if err := a.get(ctx, "/authorization/permissions?"+query.Encode(), &known); err != nil {
			return nil, diag.FromErr(err)
		}
		if len(known.Entities) == 0 {
			log.Printf("[WARN] the org knows no permissions of the domain %q", written.Domain)
		}
	}
	return body, nil
}

func conditionBody(from map[string]any) *condition {
	node := &condition{Conjunction: from["conjunction"].(string)}
	for _, one := range from["terms"].(*schema.Set).List() {
		term := one.(map[string]any)
		written := condition{VariableName: term["variable_name"].(string), Operator: term["operator"].(string)}
		for _, side := range term["operands"].(*schema.Set).List() {
			is := side.(map[string]any)
			value := operand{Type: is["type"].(string)}
			switch value.Type {
			case "USER":
				value.User = &reference{is["user_id"].(string)}
			case "QUEUE":
				value.Queue = &reference{is["queue_id"].(string)}
			default:
				value.Value = is["value"].(string)
			}
			written.Operands = append(written.Operands, value)
		}
		node.Terms = append(node.Terms, written)
	}
	return node
}

func conditionState(node *condition) []any {
	if node == nil {
		return nil
	}
	terms := []any{}
	for _, term := range node.Terms {
		operands := []any{}
		for _, side := range term.Operands {
			value := map[string]any{"type": side.Type, "value": side.Value}
			if side.User != nil {
				value["user_id"] = side.User.ID
			}
			if side.Queue != nil {
				value["queue_id"] = side.Queue.ID
			}
			operands = append(operands, value)
		}
		terms = append(terms, map[string]any{"variable_name": term.VariableName, "operator": term.Operator, "operands": operands})
	}
	return []any{map[string]any{"conjunction": node.Conjunction, "terms": terms}}
}
