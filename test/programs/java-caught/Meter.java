import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

public class Meter {
	private final SSLContext context;

	Meter(String path) {
		try {
			CertificateFactory factory = CertificateFactory.getInstance("X.509");
			InputStream file = new BufferedInputStream(new FileInputStream(path));
			Certificate anchor;
			try {
				anchor = factory.generateCertificate(file);
				System.err.println("ca=" + ((X509Certificate) anchor).getSubjectX500Principal());
			} finally {
				file.close();
			}
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			store.setCertificateEntry("ca", anchor);
			TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			managers.init(store);
			context = SSLContext.getInstance("TLS");
			context.init(null, managers.getTrustManagers(), null);
		} catch (GeneralSecurityException | IOException e) {
			throw new IllegalStateException(e);
		}
	}

	String status(String url) throws IOException {
		HttpsURLConnection connection = (HttpsURLConnection) new URL(url).openConnection();
		connection.setSSLSocketFactory(context.getSocketFactory());
		try (InputStream in = connection.getInputStream()) {
			return new String(in.readAllBytes());
		}
	}

	public static void main(String[] args) throws IOException {
		String url = System.getenv().getOrDefault("ORACLE_URL", "https://api.meter.example.com/v1/status");
		System.out.println(new Meter("certs/root.pem").status(url));
	}
}
