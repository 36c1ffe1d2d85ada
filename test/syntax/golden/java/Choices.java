class Choices {
    String storeFor(String stage, Object source, int level) {
        String store;
        switch (stage) {
            case "live":
            case "production":
                store = "live.jks";
                break;
            case "test":
                if (level > 3) {
                    store = "deep.jks";
                    break;
                }
                store = "test.jks";
            case "log":
                log(stage);
                break;
            default:
                throw new IllegalArgumentException(stage);
        }
        switch (level) {
            default -> audit();
            case 1, 2 -> warn(stage);
            case 3 -> {
                warn(stage);
                store = null;
            }
        }
        String suffix = switch (level) {
            case 1 -> ".pem";
            case LIMIT -> ".der";
            default -> ".jks";
        };
        int port = switch (stage()) {
            case "live" -> {
                log("live");
                yield 443;
            }
            case "local" -> portOf("local");
            default -> throw new IllegalStateException();
        };
        int old = switch (level) {
            case 1: yield 10;
            default: log("old"); yield 20;
        };
        String text = switch (source) {
            case null -> "";
            case String s when s.length() > 3 -> s;
            case Path p -> p.toString();
            case Pin(String host, var hash) -> "pin";
            default -> source.toString();
        };
        if (source instanceof Path path && path.isAbsolute()) return path.toString();
        else if (source instanceof final String s) return s;
        else return store + suffix;
    }

    void loops(InputStream in, Map<String, Certificate> found) throws IOException {
        int n;
        byte[] buffer = new byte[1024];
        while ((n = in.read(buffer)) != -1) out.write(buffer, 0, n);
        for (int i = 0, last = files.length - 1; i <= last; i++, log(i)) {
            if (files[i] == null) continue;
            load(files[i]);
        }
        for (Map.Entry<String, Certificate> entry : found.entrySet()) store.setCertificateEntry(entry.getKey(), entry.getValue());
        outer:
        for (;;) {
            do {
                if (next()) break outer;
            } while (more || --n > 0);
        }
        a = b = first;
        names[n++] = "root";
        this.cache.entries[0] += 1;
        flags |= 4;
        flag = !flag && ~n > -n || level >>> 2 == 1;
        assert n > 0 : "none";
        final var local = new Runnable[2];
        class Counter {}
    }
}
