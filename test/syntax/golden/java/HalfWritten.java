package com.acme;

public class Broken {
    private String ca = "certs/root.pem";

    void connect() {
        client.setStore(
        String path = "certs/" + name;
        if (path.isEmpty() {
            use(path);
        }
    }

    int
}
