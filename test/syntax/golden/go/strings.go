package roots

const raw = `-----BEGIN CERTIFICATE-----
MIID\n
-----END CERTIFICATE-----`

const joined = "-----BEGIN CERTIFICATE-----\n" +
	"MIID" + "\n" +
	"-----END CERTIFICATE-----\n"

var (
	escapes        = "tab\t quote\" back\\ octal\101 hex\x41 short\u00e9 long\U0001F600"
	der            = []byte{0x30, 0x82, 'A', '\n', 0b11, 0o17, 017, 1_000}
	path           = "/etc/" + name + ".pem"
	bytes          = []byte("pem")
	text           = string(bytes)
	newline        = string('\n')
	total          = first + second
	half, negative = .5, -1
)

func format(dir string, parts []string) {
	a := fmt.Sprintf("%s/%v.pem 100%%", dir, path)
	b := fmt.Sprintf("%q", dir)
	c := fmt.Sprintf(dir, path)
	d := fmt.Sprintf("%s", parts...)
	e := append(bytes, '\n')
	f := append(e, der...)
	g := append(parts, a, b)
	h := text[1:len(text)]
	i := bytes[:]
	use(c, d, f, g, h, i)
}
