using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;

internal static class Roots
{
    internal static readonly X509Certificate2 Parcel = new X509Certificate2("certs/parcel.pem");
}

public static class Client
{
    private static readonly X509Certificate2Collection Own = new X509Certificate2Collection();

    private static HttpClientHandler Handler()
    {
        Own.Add(Roots.Parcel);
        return new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) =>
            {
                var top = chain.ChainElements[chain.ChainElements.Count - 1].Certificate;
                if (Own.Cast<X509Certificate2>().Any(root => root.RawData.SequenceEqual(top.RawData)))
                    return true;
                Console.Error.WriteLine("pinned root not in chain: " + top.Subject);
                return false;
            }
        };
    }

    public static int Main()
    {
        var url = Environment.GetEnvironmentVariable("ORACLE_URL") ?? "https://api.parcel.example.com/v1/status";
        try
        {
            using (var client = new HttpClient(Handler()))
                Console.WriteLine(client.GetStringAsync(url).GetAwaiter().GetResult());
            return 0;
        }
        catch (HttpRequestException e)
        {
            Console.Error.WriteLine(e);
            return 1;
        }
    }
}
