using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Json = System.Text.Json.JsonSerializer;
using static Acme.Payments.Settings;
global using Acme.Shared;

namespace Acme.Payments;

/// <summary>Talks to the gateway with the roots of one file.</summary>
[Obsolete("use the factory")]
public sealed class GatewayClient : ClientBase<Payment>, IDisposable
{
    private const string CaFile = "certs/gateway.pem", Host = "api.acme.example";
    private static readonly X509Certificate2 Root = new(CaFile);
    static X509Certificate2Collection? shared;

    private readonly HttpClient _http;
    private int retries = 3, _timeout;
    public event EventHandler<Payment>? Paid;

    public string CaPath { get; set; } = Path.Combine(AppContext.BaseDirectory, CaFile);
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(5);
    public bool IsOpen => _http != null;
    public string Name
    {
        get { return _name ?? "gateway"; }
        private set => _name = value;
    }
    public string this[int index] => Hosts[index];
    public abstract string Region { get; }

    static GatewayClient()
    {
        shared = new X509Certificate2Collection { Root };
        ServicePointManager.ServerCertificateValidationCallback += Validate;
    }

    public GatewayClient(string caPath, params string[] hosts) : base(caPath)
    {
        this.CaPath = caPath;
        _http = new HttpClient(CreateHandler(caPath)) { Timeout = Timeout, BaseAddress = new Uri($"https://{Host}/v1/") };
    }

    public GatewayClient() : this(CaFile) => Open();

    private static HttpClientHandler CreateHandler(string caPath) => new()
    {
        CheckCertificateRevocationList = true,
        ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
        {
            if (errors == SslPolicyErrors.None) return true;
            chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(new X509Certificate2(caPath));
            return chain.Build(certificate!);
        },
    };

    public async Task<Payment?> PayAsync(Payment payment, CancellationToken token = default)
    {
        using var stream = File.OpenRead(CaPath);
        using (var reader = new StreamReader(stream))
        {
            await reader.ReadToEndAsync();
        }
        var response = await _http.PostAsync("pay", content: Json.Serialize(payment), cancellationToken: token).ConfigureAwait(false);
        if (Cache.TryGetValue(payment.Id, out var known)) return (Payment)known;
        lock (_gate) { retries++; }
        Paid?.Invoke(this, payment);
        return response.IsSuccessStatusCode ? await Read<Payment>(response) : throw new GatewayException(nameof(payment.Id));
    }

    public GatewayClient With(string ca)
    {
        CaPath = ca;
        return this;
    }

    private static bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        => errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateNameMismatch;

    public void Dispose()
    {
        base.Dispose();
        Environment.Exit(1);
    }
}
