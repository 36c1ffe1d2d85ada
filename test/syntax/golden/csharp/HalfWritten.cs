namespace Acme.Broken;

public class Broken
{
    private string ca = "certs/root.pem";

    void Connect()
    {
        handler.Add(
        var path = "certs/" + name;
        if (path.Length > 0 {
            Use(path);
        }
    }

    int
}
