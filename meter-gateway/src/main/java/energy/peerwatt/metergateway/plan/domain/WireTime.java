package energy.peerwatt.metergateway.plan.domain;

import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.IdentificationRequest;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.RegisterWrite;
import energy.peerwatt.metergateway.link.domain.SerialSettings;
import java.time.Duration;

/** How long exchanges take: what can be reckoned, and what is assumed before anything was measured. */
public final class WireTime {
    /** Of a meter on a serial line, between request and reply. */
    private static final Duration TURNAROUND = Duration.ofMillis(90);
    /** Of a device on a network, all in all. */
    private static final Duration ON_NETWORK = Duration.ofMillis(20);
    /** Unit, function, address, count and CRC. */
    private static final int REQUEST = 8;
    /** Unit, function, length and CRC. */
    private static final int REPLY = 5;

    /** That fits into a frame. */
    private static final int LONGEST_REPLY = 256;

    private WireTime() {}

    /** What the characters of request and reply take at least; nothing where the line is not ours. */
    public static Duration characters(Endpoint endpoint, BusRequest request) {
        return switch (endpoint) {
            case Endpoint.Tcp _, Endpoint.Tls _, Endpoint.RtuOverTcp _ -> Duration.ZERO;
            case Endpoint.Serial serial -> characters(serial.settings(), request);
        };
    }

    /** The same on a line that is set so. */
    public static Duration characters(SerialSettings settings, BusRequest request) {
        return settings.characters(count(request));
    }

    /** An estimate. The speed of the line behind a device server is taken for the usual one. */
    public static Duration estimate(Endpoint endpoint, BusRequest request) {
        return switch (endpoint) {
            case Endpoint.Tcp _, Endpoint.Tls _ -> ON_NETWORK;
            case Endpoint.RtuOverTcp _ -> onLine(SerialSettings.USUAL, request);
            case Endpoint.Serial serial -> onLine(serial.settings(), request);
        };
    }

    private static Duration onLine(SerialSettings settings, BusRequest request) {
        return settings.characters(count(request))
                .plus(settings.silence().multipliedBy(2))
                .plus(TURNAROUND);
    }

    private static int count(BusRequest request) {
        return switch (request) {
            case RegisterRequest read -> REQUEST + REPLY + 2 * read.block().count();
            case IdentificationRequest _ -> REQUEST + LONGEST_REPLY;
            case RegisterWrite write -> 2 * REQUEST + 1 + 2 * write.values().size();
        };
    }
}
