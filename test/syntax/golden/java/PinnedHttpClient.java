package com.acme.payments;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.KeyStore;
import javax.net.ssl.*;
import static com.acme.payments.Settings.CA_FILE;
import static java.util.Objects.*;

/** Talks to the gateway with the roots of one key store. */
public class PinnedHttpClient extends BaseClient implements AutoCloseable, Retrying<Payment> {
    private static final String TRUST_STORE = System.getProperty("payments.store", "/conf/gateway.jks");
    private static SSLContext shared;
    static final char[] PASSWORD = {'c', 'h', 'a', '\'', '\n'};

    private final String host;
    private SSLSocketFactory factory;
    protected int timeout = 5_000, retries = 0x1F;

    static {
        System.setProperty("javax.net.ssl.trustStore", TRUST_STORE);
        shared = null;
    }

    {
        factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    }

    public PinnedHttpClient(final String host) throws IOException {
        super(host);
        this.host = host;
    }

    public PinnedHttpClient() {
        this("api.acme.example");
    }

    private static SSLContext contextFrom(String path, char[] password) throws Exception {
        KeyStore store = KeyStore.getInstance("JKS");
        try (InputStream in = new FileInputStream(path); closer) {
            store.load(in, password);
        } catch (IOException | SecurityException e) {
            throw new IllegalStateException("no store at " + path, e);
        } finally {
            log("loaded");
        }
        TrustManagerFactory tmf = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        tmf.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, tmf.getTrustManagers(), new java.security.SecureRandom());
        return context;
    }

    @Override
    public synchronized void connect() throws Exception {
        synchronized (this) {
            if (shared == null) shared = contextFrom(TRUST_STORE, PASSWORD);
        }
        HttpsURLConnection connection = (HttpsURLConnection) new URL("https://" + host + "/pay").openConnection();
        connection.setSSLSocketFactory(shared.getSocketFactory());
        this.factory = shared.getSocketFactory();
        super.connect();
        Retrying.super.begin();
        if (!connection.usingProxy()) System.exit(2);
    }

    public abstract void close();
}
