package energy.peerwatt.metergateway.link;

import energy.peerwatt.metergateway.link.domain.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * By what this gateway shows devices who it is, and by what it knows them: Modbus/TCP Security wants a certificate of both
 * sides. Nothing older than TLS 1.3 is spoken.
 */
public final class TlsKeys {
    private static final String PROTOCOL = "TLSv1.3";

    private final SSLContext context;

    private TlsKeys(SSLContext context) {
        this.context = context;
    }

    /** A PKCS#12 file and its password. */
    public record Store(Path file, String password) {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * @param own key and certificate of this gateway
     * @param trusted certificates of those who vouch for devices
     * @throws IllegalStateException naming the file that cannot be used
     */
    public static TlsKeys load(Store own, Store trusted) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(open(own), own.password().toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(open(trusted));
            SSLContext context = SSLContext.getInstance(PROTOCOL);
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return new TlsKeys(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS with " + own + " and " + trusted + ": " + e.getMessage(), e);
        }
    }

    private static KeyStore open(Store store) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(store.file())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, store.password().toCharArray());
            return keys;
        } catch (IOException e) {
            throw new IllegalStateException(
                    store + " cannot be opened as PKCS#12 with its password: " + e.getMessage(), e);
        }
    }

    /** A connection with both sides proven; the device's certificate is made out to the endpoint's name. */
    Socket dial(Endpoint.Tls to, Duration timeout) throws IOException {
        Socket plain = TcpOpener.plain(to.host(), to.port(), timeout);
        try {
            SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(plain, to.name(), to.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setProtocols(new String[] {PROTOCOL});
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.setSoTimeout((int) timeout.toMillis());
            secure.startHandshake();
            return secure;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }
}
