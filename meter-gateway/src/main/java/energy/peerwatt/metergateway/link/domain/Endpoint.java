package energy.peerwatt.metergateway.link.domain;

import java.util.Locale;

/**
 * Where a bus is reached and how its bytes travel. All units behind one endpoint share one worker and one connection.
 * {@link #toString} is the address as it is written in the devices file.
 */
public sealed interface Endpoint {

    /** Modbus TCP. */
    record Tcp(String host, int port) implements Endpoint {
        public Tcp {
            host = host.toLowerCase(Locale.ROOT);
            EndpointUrl.check(host, port);
        }

        @Override
        public String bus() {
            return host + ":" + port;
        }

        @Override
        public String toString() {
            return "tcp://" + bus();
        }
    }

    /**
     * Modbus/TCP Security: the same frames within TLS 1.3, both sides with a certificate.
     *
     * @param name what the device's certificate must be made out to; the host where it is reached by its name
     */
    record Tls(String host, int port, String name) implements Endpoint {
        public Tls {
            host = host.toLowerCase(Locale.ROOT);
            EndpointUrl.check(host, port);
        }

        @Override
        public String bus() {
            return host + ":" + port;
        }

        @Override
        public String toString() {
            return "tls://" + bus() + (name.equals(host) ? "" : "?name=" + name);
        }
    }

    /** RTU frames with their CRC through a socket, as serial device servers forward them. */
    record RtuOverTcp(String host, int port) implements Endpoint {
        public RtuOverTcp {
            host = host.toLowerCase(Locale.ROOT);
            EndpointUrl.check(host, port);
        }

        @Override
        public String bus() {
            return host + ":" + port;
        }

        @Override
        public String toString() {
            return "rtutcp://" + bus();
        }
    }

    /** RTU on a serial line of this machine. */
    record Serial(String device, SerialSettings settings) implements Endpoint {
        @Override
        public String bus() {
            return device;
        }

        @Override
        public String toString() {
            return "rtu://" + device + "?" + settings;
        }
    }

    /** What two endpoints cannot both have: a port of a host, or a serial device. */
    String bus();

    /**
     * @param url such as {@code tcp://192.168.1.20:502} or {@code rtu:///dev/ttyUSB0?baud=9600&parity=even}
     * @throws IllegalArgumentException saying what is wrong with it and what is allowed
     */
    static Endpoint parse(String url) {
        return EndpointUrl.parse(url);
    }
}
