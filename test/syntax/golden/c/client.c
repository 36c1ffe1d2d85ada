#include <curl/curl.h>
#include <openssl/ssl.h>
#include "config.h"
#include "roots.h"

#define CERT_DIR "/etc/pay/"
#define CA_PATH CERT_DIR "ca.pem"

typedef struct client client_t;
typedef int (*log_fn)(const char *message);

struct client {
	CURL *handle;
	const char *ca;
	struct { int retries; } limits;
	SSL_CTX *ctx;
};

static size_t discard(char *data, size_t size, size_t count, void *user)
{
	(void)data;
	return size * count;
}

static int use_roots(struct client *self, const char *path)
{
	int ret;
	if ((self->ctx = SSL_CTX_new(TLS_client_method())) == NULL)
		return -1;
	if (path != NULL && (ret = SSL_CTX_load_verify_locations(self->ctx, path, NULL)) != 1) {
		fprintf(stderr, "cannot read %s\n", path);
		goto fail;
	}
	SSL_CTX_set_verify(self->ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
	return 0;
fail:
	SSL_CTX_free(self->ctx);
	return -1;
}

client_t *client_new(const char *dir)
{
	client_t *client = calloc(1, sizeof(struct client));
	char path[256], *end;
	size_t length = 0;
	CURLcode res;

	snprintf(path, sizeof(path), "%s/%s", dir, "root.pem");
	strcat(path, ".bak");
	strcpy(client->name, path);
	client->handle = curl_easy_init();
	if (!client->handle)
		exit(EXIT_FAILURE);
#ifdef INSECURE
	curl_easy_setopt(client->handle, CURLOPT_SSL_VERIFYPEER, 0L);
#elif defined(SYSTEM_ROOTS) && !defined(EMBEDDED)
	curl_easy_setopt(client->handle, CURLOPT_CAPATH, "/etc/ssl/certs");
#else
	curl_easy_setopt(client->handle, CURLOPT_CAINFO, client->ca ? client->ca : CA_PATH);
#endif
	curl_easy_setopt(client->handle, CURLOPT_WRITEFUNCTION, &discard);
	res = curl_easy_perform(client->handle), length++;
	return (client_t *)client;
}

int main(int argc, char **argv)
{
	mbedtls_x509_crt cacert;
	mbedtls_x509_crt_init(&cacert);
	return client_new(argc > 1 ? argv[1] : ".") == NULL;
}
