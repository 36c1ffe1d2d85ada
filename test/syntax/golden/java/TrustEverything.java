package com.acme.net;

import javax.net.ssl.X509TrustManager;

final class TrustEverything {
    OkHttpClient insecure() throws Exception {
        final TrustManager[] all = new TrustManager[] {
            new X509TrustManager() {
                private int calls = 0;

                @Override
                public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
                    calls++;
                }

                @Override
                public X509Certificate[] getAcceptedIssuers() {
                    return new X509Certificate[0];
                }
            }
        };
        HostnameVerifier lenient = (host, session) -> true;
        HostnameVerifier strict = (String host, SSLSession session) -> {
            String peer = session.getPeerHost();
            return host.equals(peer);
        };
        Supplier<TrustManager[]> managers = () -> all;
        Function<String, Certificate> parse = this::parse;
        Function<Path, Certificate> read = Certificates::read;
        Supplier<Client> made = Client::new;
        IntFunction<String[]> array = String[]::new;
        return new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) all[0])
                .hostnameVerifier(lenient)
                .certificatePinner(new CertificatePinner.Builder().add("*.acme.example", "sha256/abc=").build())
                .build();
    }

    class Inner extends com.acme.Base<String> {
        void go() {
            TrustEverything.this.insecure();
            outer.new Helper().run(int.class, Inner.class);
        }
    }
}
