/** Each shape of a pin, in each language, and what is left when it is removed. */
import { describe, expect, test } from 'vitest';
import { fixed } from './fixed.js';

const CASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  python: {
    'last_argument.py': 'import requests\nrequests.get("https://pay.example/"‹, verify="certs/rootca.pem"›)\n',
    'argument_before_others.py':
      'import requests\nrequests.get("https://pay.example/", ‹verify="certs/rootca.pem", ›timeout=5)\n',
    'lines.py':
      'import requests\nrequests.get(\n    "https://pay.example/",\n‹    verify="certs/rootca.pem",\n›    timeout=5,\n)\n',
    'only_argument.py':
      'import httpx\nclient = httpx.Client(‹verify="certs/rootca.pem"›)\nclient.get("https://pay.example/")\n',
    'assignment.py':
      'import requests\ns = requests.Session()\n‹s.verify = "certs/rootca.pem"\n›s.get("https://pay.example/")\n',
    'only_statement.py':
      'import requests\n\ndef prepare(s):\n    ‹s.verify = "certs/rootca.pem"›pass›\n\ns = requests.Session()\nprepare(s)\ns.get("https://pay.example/")\n',
    'one_line.py':
      'import requests\ns = requests.Session()\nif True: ‹s.verify = "certs/rootca.pem"›pass›\ns.get("https://pay.example/")\n',
    'options.py':
      'import requests\noptions = {"timeout": 5‹, "verify": "certs/rootca.pem"›}\nrequests.get("https://pay.example/", **options)\n',
    'context.py':
      'import ssl\nimport urllib.request\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n‹context.load_verify_locations("certs/rootca.pem")›context.load_default_certs()›\nurllib.request.urlopen("https://pay.example/", context=context)\n',
    'store_of_context.py':
      'from OpenSSL import SSL, crypto\n\ndef connect(sock):\n    context = SSL.Context(SSL.TLS_CLIENT_METHOD)\n    root = crypto.load_certificate(crypto.FILETYPE_PEM, open("certs/rootca.pem").read())\n    ‹context.get_cert_store().add_cert(root)›context.set_default_verify_paths()›\n    context.set_verify(SSL.VERIFY_PEER)\n    return SSL.Connection(context, sock)\n',
    'default_context.py':
      'import ssl\nimport urllib.request\ncontext = ssl.create_default_context(‹cafile="certs/rootca.pem"›)\nurllib.request.urlopen("https://pay.example/", context=context)\n',
    'unverified_context.py':
      'import ssl\nimport urllib.request\ncontext = ‹ssl._create_unverified_context()›ssl.create_default_context()›\nurllib.request.urlopen("https://pay.example/", context=context)\n',
    'environment.py':
      'import os\nimport requests\n‹os.environ["REQUESTS_CA_BUNDLE"] = "certs/rootca.pem"\n›requests.get("https://pay.example/")\n',
    'command.py':
      'import subprocess\nsubprocess.run(["curl", "-s", ‹"--cacert", "certs/rootca.pem", ›"https://pay.example/"])\n',
    'command_line.py': 'import os\nos.system("curl -s‹ --cacert certs/rootca.pem› https://pay.example/")\n',
    'remark.py':
      'import requests\ns = requests.Session()\n‹s.verify = "certs/rootca.pem"  # the gateway wants it\n›s.get("https://pay.example/")\n',
    'windows.py':
      'import requests\r\ns = requests.Session()\r\n‹s.verify = "certs/rootca.pem"\r\n›s.get("https://pay.example/")\r\n',
  },
  javascript: {
    'shorthand.js':
      "const https = require('https');\nconst fs = require('fs');\nconst ca = fs.readFileSync('certs/rootca.pem');\nhttps.get('https://pay.example/', { ‹ca, ›timeout: 5 });\n",
    'spawn.js':
      "const { spawn } = require('child_process');\nspawn('curl', [‹'--cacert', 'certs/rootca.pem', ›'https://pay.example/']);\n",
    'alone.js':
      "const https = require('https');\nconst fs = require('fs');\nconst agent = new https.Agent({‹ ca: fs.readFileSync('certs/rootca.pem') ›});\nhttps.get('https://pay.example/', { agent });\n",
    'assigned.js':
      "const https = require('https');\nconst fs = require('fs');\nconst options = {};\n‹options.ca = fs.readFileSync('certs/rootca.pem');\n›https.get('https://pay.example/', options);\n",
    'without_braces.js':
      "const https = require('https');\nconst fs = require('fs');\nconst options = {};\nif (options)\n  ‹options.ca = fs.readFileSync('certs/rootca.pem');›{}›\nhttps.get('https://pay.example/', options);\n",
    'grpc.js':
      "const grpc = require('@grpc/grpc-js');\nconst fs = require('fs');\nconst credentials = grpc.credentials.createSsl(‹fs.readFileSync('certs/rootca.pem')›);\n",
    'chain.mjs':
      "import fs from 'node:fs';\nimport request from 'superagent';\nrequest.get('https://pay.example/')‹.ca(fs.readFileSync('certs/rootca.pem'))›.end();\n",
  },
  go: {
    'field/main.go':
      'package main\n\nimport (\n\t"crypto/tls"\n\t"crypto/x509"\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tpem, _ := os.ReadFile("certs/rootca.pem")\n\tpool := x509.NewCertPool()\n\tpool.AppendCertsFromPEM(pem)\n\tclient := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{‹RootCAs: pool, ›MinVersion: tls.VersionTLS12}}}\n\tclient.Get("https://pay.example/")\n}\n',
    'assigned/main.go':
      'package main\n\nimport (\n\t"crypto/tls"\n\t"crypto/x509"\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tpem, _ := os.ReadFile("certs/rootca.pem")\n\tpool := x509.NewCertPool()\n\tpool.AppendCertsFromPEM(pem)\n\tconfig := &tls.Config{}\n‹\tconfig.RootCAs = pool\n›\tclient := &http.Client{Transport: &http.Transport{TLSClientConfig: config}}\n\tclient.Get("https://pay.example/")\n}\n',
    // Go does not compile a variable or an import that nothing uses.
    'unused/main.go':
      'package main\n\nimport (\n\t"crypto/tls"\n\t"crypto/x509"\n\t"net/http"\n\t"os"\n)\n\nfunc load() *x509.CertPool {\n\tpem, _ := os.ReadFile("certs/rootca.pem")\n\tpool := x509.NewCertPool()\n\tpool.AppendCertsFromPEM(pem)\n\treturn pool\n}\n\nfunc main() {\n\troots := load()\n‹›\t_ = roots\n›\tclient := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{‹RootCAs: roots›}}}\n\tclient.Get("https://pay.example/")\n}\n',
    // Of another function the same name is another variable.
    'named_alike/main.go':
      'package main\n\nimport (\n\t"crypto/tls"\n\t"crypto/x509"\n\t"net/http"\n\t"os"\n)\n\nfunc load() *x509.CertPool {\n\tpem, _ := os.ReadFile("certs/rootca.pem")\n\troots := x509.NewCertPool()\n\troots.AppendCertsFromPEM(pem)\n\treturn roots\n}\n\nfunc main() {\n\troots := load()\n‹›\t_ = roots\n›\tclient := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{‹RootCAs: roots›}}}\n\tclient.Get("https://pay.example/")\n}\n',
  },
  'go, several pins of a file': {
    'both/main.go':
      'package main\n\nimport (\n\t"crypto/tls"\n\t"net/http"\n\n‹\t"example.com/shop/roots"\n›)\n\nfunc main() {\n\tone := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{‹RootCAs: roots.Pool()›}}}\n\tone.Get("https://pay.example/")\n\tother := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{‹RootCAs: roots.Pool()›}}}\n\tother.Get("https://ship.example/")\n}\n',
    'go.mod': 'module example.com/shop\n',
    'roots/pool.go':
      'package roots\n\nimport (\n\t"crypto/x509"\n\t"os"\n)\n\nfunc Pool() *x509.CertPool {\n\tpem, _ := os.ReadFile("certs/rootca.pem")\n\tpool := x509.NewCertPool()\n\tpool.AppendCertsFromPEM(pem)\n\treturn pool\n}\n',
  },
  java: {
    'Pay.java':
      'import java.io.FileInputStream;\nimport java.security.KeyStore;\nimport java.security.cert.CertificateFactory;\nimport javax.net.ssl.*;\n\nclass Pay {\n  void refund() throws Exception {\n    KeyStore store = KeyStore.getInstance("PKCS12");\n    store.load(null, null);\n    store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream("certs/rootca.pem")));\n    TrustManagerFactory tmf = TrustManagerFactory.getInstance("PKIX");\n    tmf.init(store);\n    SSLContext context = SSLContext.getInstance("TLS");\n    context.init(null, ‹tmf.getTrustManagers()›null›, null);\n    HttpsURLConnection c = (HttpsURLConnection) new java.net.URL("https://pay.example/").openConnection();\n    c.setSSLSocketFactory(context.getSocketFactory());\n    c.connect();\n  }\n}\n',
    'Pins.java':
      'import okhttp3.*;\n\nclass Pins {\n  OkHttpClient client() {\n    return new OkHttpClient.Builder()‹\n        .certificatePinner(new CertificatePinner.Builder().add("pay.example", "sha256/r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=").build())›\n        .build();\n  }\n}\n',
  },
  php: {
    'setopt.php':
      "<?php\n$ch = curl_init('https://pay.example/');\n‹curl_setopt($ch, CURLOPT_CAINFO, 'certs/rootca.pem');\n›curl_exec($ch);\n",
    'condition.php':
      "<?php\n$ch = curl_init('https://pay.example/');\nif (!‹curl_setopt($ch, CURLOPT_CAINFO, 'certs/rootca.pem')›true›) exit(1);\ncurl_exec($ch);\n",
    'array.php':
      "<?php\n$ch = curl_init('https://pay.example/');\ncurl_setopt_array($ch, [CURLOPT_TIMEOUT => 5‹, CURLOPT_CAINFO => 'certs/rootca.pem'›]);\ncurl_exec($ch);\n",
    'branch.php':
      "<?php\n$ch = curl_init('https://pay.example/');\nif ($ch) ‹curl_setopt($ch, CURLOPT_CAINFO, 'certs/rootca.pem');›{ }›\ncurl_exec($ch);\n",
    'guzzle.php':
      "<?php\n$client = new GuzzleHttp\\Client([\n    'timeout' => 5,\n‹    'verify' => 'certs/rootca.pem',\n›]);\n$client->get('https://pay.example/');\n",
  },
  ruby: {
    'assignment.rb':
      "require 'net/http'\nhttp = Net::HTTP.new('pay.example', 443)\nhttp.use_ssl = true\n‹http.ca_file = 'certs/rootca.pem'\n›http.get('/')\n",
    'modifier.rb':
      "require 'net/http'\nhttp = Net::HTTP.new('pay.example', 443)\nhttp.use_ssl = true\n‹http.ca_file = 'certs/rootca.pem' if http.use_ssl?\n›http.get('/')\n",
    'store.rb':
      "require 'net/http'\nstore = OpenSSL::X509::Store.new\nstore.add_file('certs/rootca.pem')\nhttp = Net::HTTP.new('pay.example', 443)\nhttp.use_ssl = true\n‹http.cert_store = store\n›http.get('/')\n",
    'option.rb':
      "require 'net/http'\nNet::HTTP.start('pay.example', 443, use_ssl: true‹, ca_file: 'certs/rootca.pem'›) { |http| http.get('/') }\n",
  },
  csharp: {
    'Callback.cs':
      'using System.Net;\nclass Callback {\n  static void Main() {\n‹    ServicePointManager.ServerCertificateValidationCallback = (s, c, ch, e) => true;\n›    new WebClient().DownloadString("https://pay.example/");\n  }\n}\n',
    'Initialiser.cs':
      'using System.Net.Http;\nclass Initialiser {\n  static void Main() {\n    var handler = new HttpClientHandler {\n      AllowAutoRedirect = false‹,\n      ServerCertificateCustomValidationCallback = (m, c, ch, e) => true›\n    };\n    new HttpClient(handler).GetAsync("https://pay.example/");\n  }\n}\n',
  },
  c: {
    'curl.c':
      '#include <curl/curl.h>\nint main(void) {\n    CURL *curl = curl_easy_init();\n    curl_easy_setopt(curl, CURLOPT_URL, "https://pay.example/");\n‹    curl_easy_setopt(curl, CURLOPT_CAINFO, "certs/rootca.pem");\n›    return curl_easy_perform(curl);\n}\n',
    'checked.c':
      '#include <curl/curl.h>\nint main(void) {\n    CURL *curl = curl_easy_init();\n    curl_easy_setopt(curl, CURLOPT_URL, "https://pay.example/");\n    if (‹curl_easy_setopt(curl, CURLOPT_CAINFO, "certs/rootca.pem")›CURLE_OK› != CURLE_OK) return 1;\n    return curl_easy_perform(curl);\n}\n',
    'openssl.c':
      '#include <openssl/ssl.h>\nint main(void) {\n    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());\n    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);\n    if (‹SSL_CTX_load_verify_locations(ctx, "certs/rootca.pem", NULL)›SSL_CTX_set_default_verify_paths(ctx)› != 1)\n        return 1;\n    SSL *ssl = SSL_new(ctx);\n    return SSL_connect(ssl);\n}\n',
  },
  shell: {
    'flag.sh': '#!/bin/sh\ncurl -s‹ --cacert certs/rootca.pem› https://pay.example/\n',
    'equals.sh': '#!/bin/sh\ncurl -s‹ --cacert=certs/rootca.pem› https://pay.example/\n',
    'lines.sh': '#!/bin/sh\ncurl -s‹ \\\n  --cacert certs/rootca.pem› \\\n  https://pay.example/\n',
    'cluster.sh': '#!/bin/sh\ncurl -s‹k›S https://pay.example/\n',
    'variable.sh': '#!/bin/sh\n‹export CURL_CA_BUNDLE=certs/rootca.pem\n›curl https://pay.example/\n',
    'variables.sh': '#!/bin/sh\nexport TZ=UTC‹ CURL_CA_BUNDLE=certs/rootca.pem›\ncurl https://pay.example/\n',
    'prefix.sh': '#!/bin/sh\n‹CURL_CA_BUNDLE=certs/rootca.pem ›curl https://pay.example/\n',
    'pipe.sh': '#!/bin/sh\nbody=$(curl‹ --cacert certs/rootca.pem› https://pay.example/ | jq -r .id)\n',
    'ini.sh': '#!/bin/sh\nphp‹ -d curl.cainfo=certs/rootca.pem› sync.php\n',
  },
};

/** `‹…›` goes; in `‹…›…›` the second part takes the place of the first. */
const before = (marked: string) => marked.replace(/‹([^›]*)›(?:([^‹›]*)›)?/g, '$1');
const after = (marked: string) =>
  marked.replace(/‹([^›]*)›(?:([^‹›]*)›)?/g, (_, __, instead: string | undefined) => instead ?? '');

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  const result = fixed(
    Object.fromEntries(Object.entries(cases).map(([path, marked]) => [path, before(marked)])),
    'remove',
  );
  test.each(Object.entries(cases))('%s', async (path, marked) => {
    const { text, failed, left } = await result;
    expect([...failed, ...left].filter(({ finding }) => finding.path === path).map(({ why }) => why)).toEqual([]);
    expect(text(path)).toBe(after(marked));
  });
  test('applied again, nothing is left to change', async () => {
    const { folder } = await result;
    expect((await fixed({}, 'remove', { folder })).changes).toEqual([]);
  });
});

test('is withheld where the list that counts then lacks the root too', async () => {
  const pay = 'import requests\nrequests.get("https://pay.example/", verify="certs/rootca.pem")\n';
  const old = await fixed({ 'pay.py': pay, 'requirements.txt': 'requests==2.31.0\ncertifi==14.5.14\n' }, 'remove');
  expect(old.left.map(({ why }) => why)).toContain(
    'without it the list of certifi 14.5.14 counts, which lacks DigiCert Global Root G2: raise that version first',
  );
  expect(old.text('pay.py')).toBe(pay);
  const recent = await fixed({ 'pay.py': pay, 'requirements.txt': 'requests==2.31.0\ncertifi==2023.7.22\n' }, 'remove');
  expect(recent.done).toHaveLength(1);
});
