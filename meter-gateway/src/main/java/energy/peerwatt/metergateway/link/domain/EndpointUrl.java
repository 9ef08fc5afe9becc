package energy.peerwatt.metergateway.link.domain;

import energy.peerwatt.metergateway.link.domain.SerialSettings.Parity;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the addresses of buses. */
final class EndpointUrl {
    static final String ALLOWED = "tcp://host:502, tls://host:802?name=device, rtutcp://host:port and"
            + " rtu:///dev/ttyUSB0?baud=9600&parity=none&stop=1";

    private static final int MODBUS_PORT = 502;
    private static final int SECURE_PORT = 802;
    private static final int HIGHEST_PORT = 65_535;

    private EndpointUrl() {}

    static void check(String host, int port) {
        if (host.isBlank() || port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("not a host and port: " + host + ":" + port);
        }
    }

    static Endpoint parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an address: " + url + "; allowed are " + ALLOWED, e);
        }
        return switch (uri.getScheme()) {
            case "tcp" -> new Endpoint.Tcp(host(uri, Set.of()), port(uri, MODBUS_PORT));
            case "tls" -> {
                String host = host(uri, Set.of("name"));
                yield new Endpoint.Tls(host, port(uri, SECURE_PORT), query(uri).getOrDefault("name", host));
            }
            case "rtutcp" -> {
                String host = host(uri, Set.of());
                if (uri.getPort() == -1) {
                    throw wrong(uri, "it has no port, and device servers have no usual one");
                }
                yield new Endpoint.RtuOverTcp(host, port(uri, 0));
            }
            case "rtu" -> serial(uri);
            case null -> throw wrong(uri, "it does not say how to get there");
            default -> throw wrong(uri, uri.getScheme() + " is no way to a device");
        };
    }

    private static String host(URI uri, Set<String> allowed) {
        if (uri.getHost() == null) {
            throw wrong(uri, "it has no host");
        }
        if (uri.getUserInfo() != null || !uri.getPath().isEmpty() || uri.getFragment() != null) {
            throw wrong(uri, "after host and port nothing more belongs there");
        }
        requireKnown(uri, allowed);
        return uri.getHost();
    }

    private static int port(URI uri, int usual) {
        int port = uri.getPort() == -1 ? usual : uri.getPort();
        if (port < 1 || port > HIGHEST_PORT) {
            throw wrong(uri, "a port is 1 to " + HIGHEST_PORT);
        }
        return port;
    }

    private static Endpoint serial(URI uri) {
        if (uri.getAuthority() != null
                || uri.getPath() == null
                || !uri.getPath().startsWith("/dev/")
                || Arrays.asList(uri.getPath().split("/")).contains("..")) {
            throw wrong(uri, "a serial device begins with rtu:///dev/ and stays there");
        }
        requireKnown(uri, Set.of("baud", "parity", "stop"));
        Map<String, String> query = query(uri);
        SerialSettings usual = SerialSettings.USUAL;
        String baud = query.getOrDefault("baud", Integer.toString(usual.baud()));
        if (SerialSettings.BAUDS.stream().noneMatch(known -> known.toString().equals(baud))) {
            throw wrong(uri, "baud " + baud + " is not one of " + SerialSettings.BAUDS);
        }
        String parity = query.getOrDefault("parity", usual.parity().toString());
        Parity known = Arrays.stream(Parity.values())
                .filter(it -> it.toString().equals(parity))
                .findFirst()
                .orElseThrow(() -> wrong(uri, "parity " + parity + " is not one of none, even, odd"));
        String stop = query.getOrDefault("stop", Integer.toString(usual.stopBits()));
        if (!Set.of("1", "2").contains(stop)) {
            throw wrong(uri, "stop " + stop + " is neither 1 nor 2");
        }
        return new Endpoint.Serial(
                uri.getPath(), new SerialSettings(Integer.parseInt(baud), known, Integer.parseInt(stop)));
    }

    private static void requireKnown(URI uri, Set<String> allowed) {
        for (String key : query(uri).keySet()) {
            if (!allowed.contains(key)) {
                throw wrong(
                        uri,
                        key + " is not known"
                                + (allowed.isEmpty()
                                        ? ""
                                        : ", only " + allowed.stream().sorted().collect(Collectors.joining(", "))));
            }
        }
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> values = new LinkedHashMap<>();
        @Nullable String query = uri.getQuery();
        if (query == null || query.isEmpty()) {
            return values;
        }
        for (String pair : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length < 2 || parts[1].isEmpty()) {
                throw wrong(uri, pair + " is not a key=value");
            }
            if (values.put(parts[0], parts[1]) != null) {
                throw wrong(uri, parts[0] + " is there twice");
            }
        }
        return values;
    }

    private static IllegalArgumentException wrong(URI uri, String reason) {
        return new IllegalArgumentException(reason + ": " + uri + "; allowed are " + ALLOWED);
    }
}
