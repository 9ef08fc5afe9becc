package energy.peerwatt.metergateway.link.domain;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a bus is reached by Modbus TCP. All units behind one endpoint share one connection. */
public record Endpoint(String host, int port) {
    private static final int MODBUS_PORT = 502;
    private static final int HIGHEST_PORT = 65_535;

    public Endpoint {
        if (host.isBlank() || port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("not a host and port: " + host + ":" + port);
        }
    }

    /**
     * @param url such as {@code tcp://192.168.1.20:502}; without a port 502
     * @throws IllegalArgumentException if it is anything else
     */
    public static Endpoint parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL like tcp://host:port: " + url, e);
        }
        if (!"tcp".equals(uri.getScheme())
                || uri.getHost() == null
                || !uri.getPath().isEmpty()) {
            throw new IllegalArgumentException("not a URL like tcp://host:port: " + url);
        }
        return new Endpoint(uri.getHost(), uri.getPort() == -1 ? MODBUS_PORT : uri.getPort());
    }

    @Override
    public String toString() {
        return "tcp://" + host + ":" + port;
    }
}
