package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/terraform"
)

const secret = "the-deployers-secret"

// cloud answers logins by itself and everything else by `answer`; it notes each call.
func cloud(t *testing.T, answer http.HandlerFunc) (*api, *[]string) {
	t.Helper()
	calls := []string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls = append(calls, r.Method+" "+r.URL.String())
		if r.URL.Path == "/oauth/token" {
			fmt.Fprint(w, `{"access_token":"the-token","expires_in":86400}`)
			return
		}
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	return &api{base: server.URL, id: "deployer", secret: secret, http: server.Client(), tokens: oneToken()}, &calls
}

func oneToken() chan token {
	pool := make(chan token, 1)
	pool <- token{"the-token", time.Now().Add(time.Hour)}
	return pool
}

func TestTriesAgainWhatMayPass(t *testing.T) {
	left := []int{429, 503, 500, 200}
	a, calls := cloud(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(left[0])
		left = left[1:]
		fmt.Fprint(w, `{}`)
	})
	if err := a.call(context.Background(), "POST", "/oauth/clients", map[string]any{}, nil); err != nil || len(*calls) != 4 {
		t.Error(err, *calls)
	}
}

func TestRetryAfterIsWaitedFor(t *testing.T) {
	first := true
	a, _ := cloud(t, func(w http.ResponseWriter, _ *http.Request) {
		if first {
			first = false
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(429)
		}
	})
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if err := a.call(ctx, "DELETE", "/x", nil, nil); err == nil {
		t.Error("the request was repeated an hour too early")
	}
}

func TestGivesUpOnWhatWillNotPass(t *testing.T) {
	for _, status := range []int{400, 403, 404, 409, 501} {
		a, calls := cloud(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			fmt.Fprint(w, `{"code":"a.code","message":"why"}`)
		})
		err := a.call(context.Background(), "PUT", "/authorization/roles/1?userCount=false", map[string]any{}, nil)
		want := fmt.Sprintf("PUT /api/v2/authorization/roles/1: %d a.code: why", status)
		if err == nil || err.Error() != want || len(*calls) != 1 {
			t.Error(err, *calls)
		}
	}
}

func TestADroppedCreateIsNotRepeated(t *testing.T) {
	drop := func(w http.ResponseWriter, _ *http.Request) {
		connection, _, _ := w.(http.Hijacker).Hijack()
		connection.Close()
	}
	a, calls := cloud(t, drop)
	err := a.call(context.Background(), "POST", "/oauth/clients", map[string]any{}, nil)
	if err == nil || len(*calls) != 1 || strings.Contains(err.Error(), a.base) {
		t.Error(err, *calls)
	}
	again := 0
	b, _ := cloud(t, func(w http.ResponseWriter, r *http.Request) {
		if again++; again == 1 {
			drop(w, r)
		}
	})
	if err := b.call(context.Background(), "PUT", "/x", nil, nil); err != nil || again != 2 {
		t.Error(err, again)
	}
}

func TestRenewsATokenBeforeItEnds(t *testing.T) {
	a, calls := cloud(t, func(http.ResponseWriter, *http.Request) {})
	<-a.tokens
	a.tokens <- token{"old", time.Now().Add(-time.Second)}
	if err := a.get(context.Background(), "/x", nil); err != nil || (*calls)[0] != "POST /oauth/token" {
		t.Error(err, *calls)
	}
}

func TestStartsAsTheRealProvider(t *testing.T) {
	a, calls := cloud(t, func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != "GC Terraform Provider/"+version || !r.Close && r.Header.Get("Connection") != "close" {
			t.Error(r.Header)
		}
		fmt.Fprint(w, `{"defaultCountryCode":"US","total":1}`)
	})
	if _, err := connect(context.Background(), a.base, "deployer", secret, 1); err != nil {
		t.Fatal(err)
	}
	want := "POST /oauth/token, POST /oauth/token, GET /api/v2/organizations/me, GET /api/v2/authorization/products"
	if got := strings.Join(*calls, ", "); got != want {
		t.Error(got)
	}
}

func TestNoErrorHoldsASecret(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(400)
		fmt.Fprint(w, `{"error":"invalid_client","description":"client not found or secret wrong"}`)
	}))
	defer server.Close()
	_, err := connect(context.Background(), server.URL, "deployer", secret, 1)
	if err == nil || err.Error() != "POST /oauth/token: 400 invalid_client: client not found or secret wrong" {
		t.Error(err)
	}
}

func TestGoneIsDroppedFromTheState(t *testing.T) {
	a, _ := cloud(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) })
	for name, one := range provider(t).ResourcesMap {
		if !strings.Contains("genesyscloud_auth_division genesyscloud_auth_role genesyscloud_oauth_client", name) {
			continue
		}
		d := one.TestResourceData()
		d.SetId("gone")
		if problems := one.ReadContext(context.Background(), d, a); problems != nil || d.Id() != "" {
			t.Error(name, problems)
		}
	}
}

func TestTheProviderBlock(t *testing.T) {
	for _, name := range []string{"GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_OAUTHCLIENT_SECRET", "GENESYSCLOUD_REGION"} {
		t.Setenv(name, "")
	}
	block := func(host, port, protocol string) []any {
		return []any{map[string]any{"host": host, "port": port, "protocol": protocol}}
	}
	local := block("127.0.0.1", "8083", "http")
	for want, config := range map[string]map[string]any{
		"aws_region is missing":          {"gateway": local},
		"never talks to Genesys Cloud":   {"aws_region": "eu-west-1"},
		"is not on this machine":         {"aws_region": "eu-west-1", "gateway": block("api.example.com", "443", "https")},
		"needs host, port and protocol":  {"aws_region": "eu-west-1", "gateway": block("127.0.0.1", "", "http")},
		"The credentials are missing":    {"aws_region": "eu-west-1", "gateway": local},
		"the provider argument proxy":    {"aws_region": "eu-west-1", "gateway": local, "proxy": block("127.0.0.1", "1", "http")},
		"the provider argument access_t": {"aws_region": "eu-west-1", "gateway": local, "access_token": "t"},
	} {
		problems := provider(t).Configure(context.Background(), terraform.NewResourceConfigRaw(config))
		if len(problems) != 1 || !strings.Contains(problems[0].Summary, want) {
			t.Errorf("%s: %v", want, problems)
		}
	}
	for _, one := range []struct{ host, port, protocol, want string }{
		{"127.0.0.1", "8083", "http", "http://127.0.0.1:8083"},
		{"localhost", "80", "http", "http://localhost"},
		{"::1", "8083", "http", "http://[::1]:8083"},
	} {
		empty := map[string]any{"auth": &schema.Set{}, "path_params": &schema.Set{}}
		empty["host"], empty["port"], empty["protocol"] = one.host, one.port, one.protocol
		if got, problems := gateway([]any{empty}); got != one.want || problems != nil {
			t.Error(got, problems)
		}
	}
}
