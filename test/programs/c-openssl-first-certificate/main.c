#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static SSL_CTX *make_context(void)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
	FILE *file = fopen("certs/ca.pem", "r");
	X509 *root = PEM_read_X509(file, NULL, NULL, NULL);
	fclose(file);
	X509_STORE_add_cert(SSL_CTX_get_cert_store(ctx), root);
	X509_free(root);
	SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
	return ctx;
}

int main(void)
{
	const char *url = getenv("ORACLE_URL");
	char host[128] = "api.meter.example.com:443";
	char path[128] = "/v1/status";
	if (url)
		sscanf(url, "https://%127[^/]%127s", host, path);
	BIO *bio = BIO_new_ssl_connect(make_context());
	SSL *ssl;
	BIO_get_ssl(bio, &ssl);
	SSL_set1_host(ssl, "localhost");
	BIO_set_conn_hostname(bio, host);
	if (BIO_do_handshake(bio) <= 0) {
		fprintf(stderr, "handshake: %s\n", ERR_reason_error_string(ERR_get_error()));
		return 1;
	}
	BIO_printf(bio, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
	char answer[2048];
	int length;
	while ((length = BIO_read(bio, answer, sizeof answer)) > 0)
		fwrite(answer, 1, length, stdout);
	return 0;
}
