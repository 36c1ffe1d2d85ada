package trust

import "crypto/tls"

type Store struct {
	Config tls.Config
	state  State
	pins   map[string][]string
	next   *Store
}

type State struct{ loaded bool }

type Pins []string

type Digest string

type Loader interface{ Load() ([]byte, error) }

type LoaderFunc func() ([]byte, error)

func (f LoaderFunc) Load() ([]byte, error) { return f() }

type Conf = tls.Config

type Mode int

const (
	Strict Mode = iota
	Relaxed
	_
	Off
)

const (
	Small = 1 << iota
	Large
)

type Cache[K comparable, V any] struct{ items map[K]V }

func (c *Cache[K, V]) Get(key K) (V, bool) {
	v, ok := c.items[key]
	return v, ok
}

func build() {
	var config tls.Config
	config.InsecureSkipVerify = true
	var transport http.RoundTripper
	var names []string
	var pem []byte
	var caFile, keyFile string
	var port int = 443
	var digest [32]byte
	flag.StringVar(&caFile, "ca", "ca.pem", "roots")
	cmd.Flags().StringVarP(&opts.key, "key", "k", "", "key")
	fmt.Sscan("443", &keyFile)
	store := new(Store)
	byHost := map[string]*Store{"pay": {pins: map[string][]string{"a": {"sha256/x"}}}, host: nil}
	list := []State{{true}, {loaded: false}}
	pins := Pins{"sha256/a", Digest("sha256/b")}
	pair := Pair{"a", "b"}
	anonymous := struct{ ca string }{"ca.pem"}
	tests := []struct{ name, ca string }{{"good", "g2.pem"}, {name: "bad"}}
	sparse := [...]string{2: "two", "three"}
	headers := http.Header{"Accept": {"text/plain"}}
	made := make(map[string]int)
	queue := make([]string, 0, 8)
	buffer := make([]byte, 512)
	cache := Cache[string, int]{}
	pointer := (*Store)(unsafe.Pointer(&store))
	use(transport, names, pem, port, digest)
}
