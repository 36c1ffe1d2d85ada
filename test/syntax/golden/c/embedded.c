#ifndef PAY_EMBEDDED_C
#define PAY_EMBEDDED_C

extern const uint8_t root_pem_start[] asm("_binary_root_pem_start");
extern const char *elsewhere;

static const char root[] =
	"-----BEGIN CERTIFICATE-----\n"
	"MIID\x2b\57\"\\\t" /* two escapes */
	"line\
 continued\r\n"
	"-----END CERTIFICATE-----\n";

static const unsigned char der[] = {
	0x30, 0x82, /* a sequence */
	'A', '\n', 017, 1u, // of bytes
	-1
};

const char *const pins[] = { "sha256//a", PIN_B "=", NULL };

struct server { const char *host; int port; const char *ca; };

static struct server servers[] = {
	{ "pay.example", 443, root },
	{ .host = "test.example", .ca = NULL },
};
static struct server fallback = { 0 };

#define ROOT_PEM \
	"-----BEGIN CERTIFICATE-----\n" \
	"MIID\n" \
	"-----END CERTIFICATE-----\n"
#define TIMEOUT (5 * 1000)
#define ROOT_OR(other) ((const char *)(other) ? (other) : ROOT_PEM)
#define CHECK(x) do { if (!(x)) return -1; } while (0)
#define ENABLED

#define ALL_ROOTS { ROOT_ONE, ROOT_TWO ROOT_THREE, }
#define BUNDLE ROOT_ONE ROOT_TWO

const char certificates[] =
#if defined(USE_G1)
	"one\r\n"
#endif
#ifdef USE_G2 /* the newer */
	"two\r\n"
#endif
	;

enum mode { STRICT, RELAXED = 4, OFF };

static esp_err_t connect_cloud(void)
{
	esp_http_client_config_t config = {
		.url = "https://pay.example",
		.cert_pem = (const char *)root_pem_start,
		.tls.skip = false,
		.tls.version = 2,
#ifdef KEEP_ALIVE
		.keep_alive = true,
#endif
	};
	esp_http_client_config_t later;
	later.cert_pem = ROOT_PEM;
	later.buffer[0] = L'x';
	struct server *copy = malloc(sizeof(*copy));
	later.user = malloc(sizeof *later.user);
	config = (esp_http_client_config_t){ .use_global_ca_store = true };
#if 0
	later.cert_pem = NULL;
#endif
#if VERSION >= 4
	later.skip = 1;
#endif
	switch (later.mode) {
	case STRICT:
	case RELAXED:
		if (!ready)
			break;
		connect(&later);
		/* fall through */
	case OFF:
		disconnect();
		break;
	default:
		abort();
	}
	do {
		poll();
	} while (0);
	do {
		if (poll() < 0)
			break;
	} while (waiting);
	for (int i = 0; i < sizeof(pins) / sizeof(pins[0]); i++)
		add(pins[i]);
	while ((next = read_line(file)) != NULL)
		add(next);
	return esp_http_client_perform(&config) ?: ESP_OK;
}

#endif
