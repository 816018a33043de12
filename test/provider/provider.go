package main

import (
	"context"
	"fmt"
	"net"
	"slices"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// newProvider makes the provider that the schema describes. Types without an implementation can be planned; applying them is an error.
func newProvider(text []byte) (*schema.Provider, error) {
	from, err := parseSchema(text)
	if err != nil {
		return nil, err
	}
	arguments, err := blockSchema("provider", from.Provider.Block)
	if err != nil {
		return nil, err
	}
	for name, variable := range map[string]string{
		"oauthclient_id":     "GENESYSCLOUD_OAUTHCLIENT_ID",
		"oauthclient_secret": "GENESYSCLOUD_OAUTHCLIENT_SECRET",
		"aws_region":         "GENESYSCLOUD_REGION",
	} {
		if arguments[name] == nil {
			return nil, fmt.Errorf("schema.json: the provider has no argument %s", name)
		}
		arguments[name].DefaultFunc = schema.EnvDefaultFunc(variable, nil)
	}
	provider := &schema.Provider{
		Schema:               arguments,
		ResourcesMap:         map[string]*schema.Resource{},
		DataSourcesMap:       map[string]*schema.Resource{},
		ConfigureContextFunc: configure,
	}
	for name, one := range from.Resources {
		attributes, err := resourceSchema(name, one.Block)
		if err != nil {
			return nil, err
		}
		provider.ResourcesMap[name] = resource(name, one.Version, attributes)
	}
	for name, one := range from.DataSources {
		attributes, err := resourceSchema(name, one.Block)
		if err != nil {
			return nil, err
		}
		provider.DataSourcesMap[name] = &schema.Resource{ReadContext: dataSource(name), Schema: attributes}
	}
	return provider, provider.InternalValidate()
}

// lifecycle is what a resource type does to the API.
type lifecycle struct{ create, read, update, remove operation }

type operation = func(context.Context, *schema.ResourceData, any) diag.Diagnostics

func resource(name string, version int, attributes map[string]*schema.Schema) *schema.Resource {
	does, ok := map[string]lifecycle{
		"genesyscloud_auth_division": {createDivision, readDivision, updateDivision, deleteDivision},
		"genesyscloud_auth_role":     {createRole, readRole, updateRole, deleteRole},
		"genesyscloud_oauth_client":  {createClient, readClient, updateClient, deleteClient},
	}[name]
	if !ok {
		refuse := notModelled("resources of the type " + name)
		does = lifecycle{refuse, refuse, refuse, refuse}
	}
	return &schema.Resource{
		SchemaVersion: version,
		Schema:        attributes,
		CreateContext: does.create, ReadContext: does.read, UpdateContext: does.update, DeleteContext: does.remove,
		Importer: &schema.ResourceImporter{StateContext: schema.ImportStatePassthroughContext},
	}
}

func notModelled(what string) operation {
	return func(context.Context, *schema.ResourceData, any) diag.Diagnostics {
		return limit(what)
	}
}

func limit(what string) diag.Diagnostics {
	return diag.Errorf("The stand-in provider of the tests does not model %s. Only the real mypurecloud/genesyscloud can do that.", what)
}

// Arguments that change how the real provider reaches the API, and those that only tune it and change nothing here.
var (
	refusedArguments = []string{"access_token", "proxy", "sdk_debug", "sdk_debug_file_path", "sdk_debug_format",
		"sdk_client_pool_debug", "log_stack_traces", "log_stack_traces_file_path"}
	gatewayRefused = []string{"auth", "path_params"}
)

// configure reads the provider block and makes the real provider's calls at its start.
func configure(ctx context.Context, d *schema.ResourceData) (any, diag.Diagnostics) {
	for _, name := range refusedArguments {
		if _, set := d.GetOk(name); set {
			return nil, limit("the provider argument " + name)
		}
	}
	if d.Get("aws_region").(string) == "" {
		return nil, diag.Errorf("aws_region is missing; the real provider wants it although a gateway is used.")
	}
	base, problem := gateway(d.Get("gateway").(*schema.Set).List())
	if problem != nil {
		return nil, problem
	}
	id, secret := d.Get("oauthclient_id").(string), d.Get("oauthclient_secret").(string)
	if id == "" || secret == "" {
		return nil, diag.Errorf("The credentials are missing: set GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET.")
	}
	size := 10
	if said, set := d.GetOk("token_pool_size"); set {
		size = said.(int)
	}
	connected, err := connect(ctx, base, id, secret, size)
	if err != nil {
		return nil, diag.FromErr(err)
	}
	return connected, nil
}

// gateway gives the origin of the emulator. Any other host than this machine is refused: the deployer's credentials go there.
func gateway(blocks []any) (string, diag.Diagnostics) {
	if len(blocks) != 1 {
		return "", diag.Errorf("The provider block needs one gateway block with the emulator's address: the stand-in provider of the tests never talks to Genesys Cloud.")
	}
	only, _ := blocks[0].(map[string]any)
	for _, name := range gatewayRefused {
		if inner, ok := only[name].(*schema.Set); ok && inner.Len() > 0 {
			return "", limit("the gateway's " + name)
		}
	}
	host, port, protocol := only["host"].(string), only["port"].(string), only["protocol"].(string)
	if host == "" || port == "" || !slices.Contains([]string{"http", "https"}, protocol) {
		return "", diag.Errorf("The gateway block needs host, port and protocol (http or https).")
	}
	if address := net.ParseIP(host); host != "localhost" && (address == nil || !address.IsLoopback()) {
		return "", diag.Errorf("The gateway %q is not on this machine: the stand-in provider of the tests sends credentials to an emulator only.", host)
	}
	if (protocol == "http" && port == "80") || (protocol == "https" && port == "443") {
		return protocol + "://" + host, nil
	}
	return protocol + "://" + net.JoinHostPort(host, port), nil
}
