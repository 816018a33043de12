package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// How often and how long to try again. The real provider tries as often, but waits 1 to 30 seconds: too long for tests.
const (
	retries      = 20
	firstBackoff = 20 * time.Millisecond
	lastBackoff  = time.Second
)

// api calls an emulated Genesys Cloud. Like the real provider it has a pool of tokens, one in use at a time, and opens a connection for
// each request.
type api struct {
	base, id, secret string
	http             *http.Client
	tokens           chan token
}

type token struct {
	value string
	until time.Time
}

// apiError is an answer of the API other than success. It never holds a header or a request's body: there are secrets in both.
type apiError struct {
	call    string
	status  int
	code    string
	message string
}

func (e *apiError) Error() string {
	return fmt.Sprintf("%s: %d %s: %s", e.call, e.status, e.code, e.message)
}

func isStatus(err error, status int) bool {
	var failed *apiError
	return errors.As(err, &failed) && failed.status == status
}

// connect makes the calls of a start of the real provider: a token for each place in the pool and one more, the org, its products.
func connect(ctx context.Context, base, id, secret string, size int) (*api, error) {
	if size < 1 {
		return nil, fmt.Errorf("token_pool_size must be 1 or more, not %d", size)
	}
	a := &api{
		base: base, id: id, secret: secret,
		http:   &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Minute},
		tokens: make(chan token, size+1),
	}
	for range size + 1 {
		one, err := a.login(ctx)
		if err != nil {
			return nil, err
		}
		a.tokens <- one
	}
	var org struct {
		DefaultCountryCode *string `json:"defaultCountryCode"`
	}
	if err := a.get(ctx, "/organizations/me", &org); err != nil {
		return nil, err
	}
	var products struct {
		Total *int `json:"total"`
	}
	if err := a.get(ctx, "/authorization/products", &products); err != nil {
		return nil, err
	}
	if org.DefaultCountryCode == nil || products.Total == nil {
		return nil, errors.New("the organization has no defaultCountryCode, or its products no total: the real provider panics there")
	}
	return a, nil
}

func (a *api) login(ctx context.Context) (token, error) {
	form := url.Values{"grant_type": {"client_credentials"}}.Encode()
	var granted struct {
		AccessToken string `json:"access_token"`
		ExpiresIn   int    `json:"expires_in"`
	}
	err := a.retrying(ctx, http.MethodPost, "/oauth/token", []byte(form), &granted, func(request *http.Request) {
		request.SetBasicAuth(a.id, a.secret)
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	})
	if err != nil {
		return token{}, err
	}
	if granted.AccessToken == "" {
		return token{}, errors.New("POST /oauth/token: the answer has no access_token")
	}
	return token{granted.AccessToken, time.Now().Add(time.Duration(granted.ExpiresIn-60) * time.Second)}, nil
}

func (a *api) get(ctx context.Context, path string, answer any) error {
	return a.call(ctx, http.MethodGet, path, nil, answer)
}

// call sends one request to `/api/v2` + path and decodes what comes back. A body of nil sends none, an answer of nil reads none.
func (a *api) call(ctx context.Context, method, path string, body, answer any) error {
	var sent []byte
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		sent = text
	}
	held := <-a.tokens
	defer func() { a.tokens <- held }()
	if time.Now().After(held.until) {
		renewed, err := a.login(ctx)
		if err != nil {
			return err
		}
		held = renewed
	}
	return a.retrying(ctx, method, "/api/v2"+path, sent, answer, func(request *http.Request) {
		request.Header.Set("Authorization", "Bearer "+held.value)
		request.Header.Set("Content-Type", "application/json")
	})
}

// retrying tries again after 429, after 5xx except 501 (not emulated), and after a dropped connection unless the request creates something:
// whether a dropped POST arrived nobody knows.
func (a *api) retrying(ctx context.Context, method, path string, body []byte, answer any, prepare func(*http.Request)) error {
	name := method + " " + strings.SplitN(path, "?", 2)[0]
	backoff := firstBackoff
	for attempt := 0; ; attempt++ {
		request, err := http.NewRequestWithContext(ctx, method, a.base+path, bytes.NewReader(body))
		if err != nil {
			return fmt.Errorf("%s: the address cannot be used", name)
		}
		request.Header.Set("User-Agent", "GC Terraform Provider/"+version)
		prepare(request)
		wait, err := a.once(request, name, answer)
		if err == nil || wait < 0 || attempt == retries {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s: %w", name, ctx.Err())
		case <-time.After(max(wait, backoff)):
		}
		backoff = min(2*backoff, lastBackoff)
	}
}

// once sends a request. With an error comes how long to wait at least before the next try; negative says that trying again is of no use.
func (a *api) once(request *http.Request, name string, answer any) (time.Duration, error) {
	response, err := a.http.Do(request)
	if err != nil {
		// The cause alone: what net/http adds is the address.
		var failed *url.Error
		if errors.As(err, &failed) {
			err = failed.Err
		}
		err = fmt.Errorf("%s: no answer: %w", name, err)
		if request.Method == http.MethodPost && !strings.HasSuffix(name, "/oauth/token") {
			return -1, err
		}
		return 0, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return -1, fmt.Errorf("%s: the answer broke off", name)
	}
	if response.StatusCode/100 == 2 {
		if answer == nil {
			return 0, nil
		}
		if err := json.Unmarshal(text, answer); err != nil {
			return -1, fmt.Errorf("%s: the answer is not the expected JSON", name)
		}
		return 0, nil
	}
	failed := &apiError{call: name, status: response.StatusCode}
	var told struct{ Code, Message, Error, Description string }
	if json.Unmarshal(text, &told) == nil {
		failed.code, failed.message = told.Code+told.Error, told.Message+told.Description
	}
	again := failed.status == http.StatusTooManyRequests || (failed.status >= 500 && failed.status != http.StatusNotImplemented)
	if !again {
		return -1, failed
	}
	seconds, _ := strconv.Atoi(response.Header.Get("Retry-After"))
	return time.Duration(max(seconds, 0)) * time.Second, failed
}

// untilGone reads a path until it answers 404, or what it answers is called gone.
func (a *api) untilGone(ctx context.Context, path string, within time.Duration, gone func(state string) bool) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	for {
		var object struct{ State string }
		err := a.get(ctx, path, &object)
		if isStatus(err, http.StatusNotFound) || (err == nil && gone(object.State)) {
			return nil
		}
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s is still there %s after it was deleted", path, within)
		case <-time.After(100 * time.Millisecond):
		}
	}
}
