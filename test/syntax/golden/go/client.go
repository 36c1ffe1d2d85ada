// Package payment talks to the card processor.
package payment

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"time"

	_ "embed"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/jackc/pgx/v5"
	yaml "gopkg.in/yaml.v3"
)

//go:embed certs/root.pem
var rootPEM []byte

type Options struct {
	CAFile  string `yaml:"ca_file"`
	Timeout time.Duration
}

type Client struct {
	*Options
	http http.Client
	base string
}

func NewClient(dir string, opts ...Options) (*Client, error) {
	pool, err := x509.SystemCertPool()
	if err != nil {
		return nil, fmt.Errorf("system pool: %w", err)
	}
	if pem, err := os.ReadFile(filepath.Join(dir, "ca.pem")); err == nil {
		pool.AppendCertsFromPEM(pem)
	} else if os.IsNotExist(err) {
		pool.AppendCertsFromPEM(rootPEM)
	} else {
		log.Fatalf("reading roots: %v", err)
	}
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{
			RootCAs:    pool,
			MinVersion: tls.VersionTLS12,
		},
	}
	c := &Client{base: fmt.Sprintf("https://%s:%d/v1", os.Getenv("PAY_HOST"), 443)}
	c.http.Transport = transport
	c.http.Timeout = 5 * time.Second
	return c, nil
}

func (c *Client) Charge(amount int, token string) (id string, err error) {
	res, err := c.http.Post(c.base+"/charge", "application/json", nil)
	if err != nil {
		return
	}
	defer res.Body.Close()
	return res.Header.Get("Id"), nil
}

func (Client) Name() string { return "pay" }

var _ = retryablehttp.NewClient()
var _, _ = pgx.ParseConfig, yaml.Unmarshal
