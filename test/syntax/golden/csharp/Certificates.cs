namespace Acme.Trust
{
    static class Certificates
    {
        const string Joined = "-----BEGIN CERTIFICATE-----\n" +
            "MIIDrzCCApegAwIBAgIQCDvgVpBCRrGhdWrJWZHHSjANBgkqhkiG9w0BAQUFADBh\n"
            // half of it
            + "MQswCQYDVQQGEwJVUzEVMBMGA1UEChMMRGlnaUNlcnQgSW5jMRkwFwYDVQQLExB3\r\n"
            + "-----END CERTIFICATE-----";
        const string Verbatim = @"-----BEGIN CERTIFICATE-----
MIIDrzCCApegAwIBAgIQCDvgVpBCRrGhdWrJWZHHSjANBgkqhkiG9w0BAQUFADBh ""quoted"" c:\certs
-----END CERTIFICATE-----";
        const string Raw = """
            -----BEGIN CERTIFICATE-----
              "quoted" \n {brace}

            -----END CERTIFICATE-----
            """;
        const string OneLine = """say "hi" """, Odd = "\u0041\x42\U0001F600\0\a\e\\ 😀";
        static readonly byte[] Bytes = { 0x30, 0x82, 0b11, 1_0, (byte)'a' };
        static ReadOnlySpan<byte> Utf8 => "é -----"u8;

        static string Describe(string name, int port, string[] parts)
        {
            var plain = $"{name}:{port}\t{{literal}} \"{parts[0]}\"";
            var formatted = $"{port:D4} {name,-10} {(port > 0 ? "tls" : "none")}";
            var path = $@"c:\certs\{name}\""ca"".pem" + @$"\{port}";
            var block = $"""
                -----BEGIN {name}-----
                  {parts[1]}
                -----END {name}-----
                """;
            var braces = $$"""{"ca": "{{name}}"}""";
            var old = string.Format("{0}/{1}.pem{{0}}", name, port) + String.Format("{0:X2}", port);
            var sum = port + 1 + " roots" + 'x';
            sum += ", more";
            port += 2;
            string pem = nameof(Certificates.Joined) + string.Join("\n", parts);
            return pem;
        }
    }
}
