package com.acme.config;

import com.acme.tls.Roots;

public enum Environments implements HasStore {
    PRODUCTION("certs/production.pem", true),
    SANDBOX("certs/sandbox.pem", false) {
        @Override
        public String store() {
            return "/tmp/" + path;
        }
    },
    LOCAL;

    private final String path;
    private boolean verified;

    Environments() {
        this(null, false);
    }

    Environments(String path, boolean verified) {
        this.path = path;
        this.verified = verified;
    }

    public String store() {
        return path;
    }
}

record Pin(String host, String... hashes) implements Roots {
    static final Pin NONE = new Pin("", "");

    Pin {
        if (host == null) host = "localhost";
    }

    public String host() {
        return host.toLowerCase();
    }
}

record Point(int x, int y) {}

interface HasStore {
    String DEFAULT = "certs/root.pem";

    String store();

    default String orDefault() {
        return store() == null ? DEFAULT : store();
    }

    static HasStore of(String path) {
        return () -> path;
    }
}

@interface Store {
    String value() default "certs/root.pem";
}
