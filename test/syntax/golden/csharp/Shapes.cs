namespace Acme.Shapes
{
    using System.Security;

    namespace Inner
    {
        public record Pin(string Host, params string[] Hashes) : Base(Host)
        {
            public static readonly Pin None = new("");
        }

        public class Client(string ca, bool verify = true) : ClientBase(ca), IClient
        {
            private readonly X509Certificate2 _root = new(ca);
            public string Ca => ca;
        }

        public enum Mode : byte { Off, On = 5, Strict, All = On | Strict }

        public interface IStore
        {
            string Path { get; }
            string OrDefault() => Path ?? "certs/root.pem";
            void Open();
        }

        public struct Options
        {
            public string Ca;
            public static implicit operator string(Options options) => options.Ca;
            public static Options operator +(Options left, Options right) { return left; }
            public delegate bool Check(string host);
            public event Check Checked { add { _checked += value; } remove { _checked -= value; } }
        }

        partial class Platform
        {
#if NETFRAMEWORK
            private string _store = "legacy.pfx";
            static void Install() => ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;
#elif WINDOWS && !DEBUG
            private string _store = "windows.pfx";
#else
            private string _store = "modern.pem";
            static void Install() { }
#endif
            partial void Announced();
        }
    }
}
