package main

import "os"

func init() { register("a") }

func init() { register("b") }

func main() {
	a, b := 1, "two"
	a, b = other(b), a
	_, err := load()
	_ = load()
	first.pool, second[0], *third = load()
	conn, ok := raw.(*tls.Conn)
	value, found := os.LookupEnv("CA")
	received, open := <-done
	count++
	total -= 2
	name += ".pem"
	for i := 0; i < 3; i++ {
		if i == 1 {
			continue
		}
		break
	}
	for _, file := range files {
		pool.AddCert(file)
	}
	for key := range byHost {
		use(key)
	}
	for holder.index, holder.item = range files {
	}
	for ready && !stopped || forced {
	}
	for {
	}
retry:
	switch mode := os.Getenv("MODE"); mode {
	case "strict", "default":
		strict()
		fallthrough
	case "log":
		if quiet {
			break
		}
		report()
	default:
		goto retry
	}
	switch load() {
	case nil:
		return
	}
	switch {
	case a > 1 && b != "":
		os.Exit(1)
	}
	switch t := conn.(type) {
	case *tls.Conn, net.Conn:
		t.Close()
	case nil:
		panic("no connection")
	}
	select {
	case msg := <-inbox:
		handle(msg)
	case outbox <- "x":
	default:
		wait()
	}
	go func(id int) {
		run(id)
	}(a)
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("ok"))
	})
	verify := func(chains ...[]byte) error { return nil }
	events <- verify(chains...)
	t.Fatal("stopped")
}
