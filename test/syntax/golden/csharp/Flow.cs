class Flow
{
    string StoreFor(string stage, object source, int level)
    {
        string store;
        switch (stage)
        {
            case "live":
            case "production":
                store = "live.pem";
                break;
            case "test" when level > 3:
                if (level > 5)
                {
                    store = "deep.pem";
                    break;
                }
                store = "test.pem";
                break;
            case string { Length: > 9 } longName:
                return longName;
            case null:
                goto default;
            default:
                throw new ArgumentException(stage);
        }
        var suffix = level switch { 1 => ".pem", > 3 and < 9 => ".der", Limit => ".p12", _ => ".pfx" };
        var port = Stage() switch
        {
            "live" => 443,
            "local" => PortOf("local"),
            _ => throw new ArgumentException(),
        };
        if (source is string path && path.Length > 0) return path;
        else if (source is not X509Certificate2 certificate) return null;
        else if (source is Uri { Host: "localhost", Port: var uriPort } uri) Log(uriPort);
        if (source is not null && source is IDisposable) Log(source as string ?? "none");
        if (source is Uri or List<string>) Log("either");
        return store + suffix;
    }

    async Task Loops(Stream input, IDictionary<string, X509Certificate2> found)
    {
        int n;
        while ((n = await input.ReadAsync(buffer)) > 0) output.Write(buffer, 0, n);
        for (int i = 0, last = files.Length - 1; i <= last; i++, Log(i))
        {
            if (files[i] == null) continue;
            Load(files[i]);
        }
        foreach (var (host, certificate) in found) store.Add(certificate);
        await foreach (X509Certificate2 one in Stream()) yield return one;
        do { if (Next(out _)) break; } while (more || --n > 0);
        try { Open(); }
        catch (IOException e) when (e.HResult == 5) { Retry(e); }
        catch (CryptographicException) { throw; }
        finally { Close(); }
        a = b = first;
        names[n++] = "root";
        this.cache.Entries[0] += 1;
        fallback ??= new X509Store(StoreName.Root, StoreLocation.CurrentUser);
        var (left, (right, _)) = Pair();
        (first, second) = (second, first);
        _ = Open(ref n, out Handle handle);
        bool Check(X509Certificate2 c) => c.Thumbprint == pinned[^1];
        handler.Callback = Check;
        handler.Callback += new RemoteCertificateValidationCallback(Validate);
        handler.Callback -= Validate;
        Callback += (_, _, _, _) => true;
        unsafe { fixed (byte* p = &buffer[0]) { Use(*p); } }
        label: checked { n = unchecked(n * 31) | ~n; }
        var type = typeof(List<int>);
        var names2 = global::System.IO.Path.GetFileName(@class?.Parts?[0]!);
    }
}
