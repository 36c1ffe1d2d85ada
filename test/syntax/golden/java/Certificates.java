import java.util.List;

class Certificates {
    static final String JOINED = "-----BEGIN CERTIFICATE-----\n" +
            "MIIDrzCCApegAwIBAgIQCDvgVpBCRrGhdWrJWZHHSjANBgkqhkiG9w0BAQUFADBh\n"
            // half of it
            + "MQswCQYDVQQGEwJVUzEVMBMGA1UEChMMRGlnaUNlcnQgSW5jMRkwFwYDVQQLExB3\r\n"
            + "-----END CERTIFICATE-----";
    static final String BLOCK = """
            -----BEGIN CERTIFICATE-----
            MIIDrzCCApegAwIBAgIQCDvgVpBCRrGhdWrJWZHHSjANBgkqhkiG9w0BAQUFADBh   
              "quoted" \t tab\s
            one \
            line, three quotes \"""

            -----END CERTIFICATE-----
            """;
    static final String CLOSED = """
        no newline at the end \u00e9 \101""";
    static final String ODD = "\u0041\u0042\0\12\377\\ \"x\" 😀";
    static final byte[] BYTES = new byte[] {0x30, (byte) 0x82, -1, 0b11, 017, 1_0L};

    String describe(String name, int count, String[] parts) {
        String path = String.format("%s/%s.pem", directory, name);
        String line = "%d of %s%n100%%".formatted(count, name);
        String padded = String.format("%5s", name);
        String sum = count + 1 + " roots: " + count + 'x';
        sum += ", " + parts[0];
        count += 2;
        StringBuilder pem = new StringBuilder();
        pem.append("-----BEGIN").append(' ').append(parts[1]);
        List<String> hosts = List.of("a.example", "b.example");
        return name.isEmpty() ? "none" : path + line;
    }
}
