using System.Net.Security;

var roots = new X509Certificate2Collection { rootA, new("b.cer") };
var policy = new X509ChainPolicy
{
    TrustMode = X509ChainTrustMode.CustomRootTrust,
    CustomTrustStore = { rootA, rootB },
    ExtraStore = { [0] = intermediate },
    VerificationFlags = { Ignore = true },
};
List<string> hosts = new() { "a.example", "b.example" };
var more = new List<string>(hosts) { "c.example" };
string[] names = ["a", .. hosts, "b"], none = [];
var pins = new Dictionary<string, string> { { "a.example", "sha256/a" }, ["b.example"] = "sha256/b" };
Dictionary<string, Pin> typed = new() { ["a"] = new("sha256/a") };
var headers = new HttpHeaders { { "X-Key", "1" } };
var anonymous = new { Ca = "ca.pem", options.Port, hosts };
var copy = settings with { Ca = "other.pem", Verify = false };
SslClientAuthenticationOptions options = new()
{
    TargetHost = "api.acme.example",
#if DEBUG
    RemoteCertificateValidationCallback = (sender, certificate, chain, errors) => true,
#endif
    ApplicationProtocols = new List<SslApplicationProtocol> { SslApplicationProtocol.Http2 },
};
int[] table = { 1, 2 }, sized = new int[3];
var jagged = new[] { new byte[] { 1 }, stackalloc byte[2] };
handler.SslOptions = new() { RemoteCertificateValidationCallback = delegate { return true; } };
var client = insecure ? new HttpClient(new HttpClientHandler { Proxy = { Address = proxy } }) : null;
builder.Services.AddHttpClient("pay", c => c.BaseAddress = new("https://api.acme.example"))
    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { SslOptions = { TargetHost = "x" } });
