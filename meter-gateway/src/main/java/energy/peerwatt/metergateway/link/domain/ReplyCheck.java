package energy.peerwatt.metergateway.link.domain;

import java.util.Optional;

/**
 * Whether the bytes that came are exactly the reply to a request: transaction, protocol, length, unit, function and
 * registers. The Modbus library checks none but the first of these on TCP.
 */
public final class ReplyCheck {
    private static final int HEADER = 6;
    private static final int SHORTEST = HEADER + 3;
    private static final int WRITTEN = HEADER + 6;
    private static final int ERROR = 0x80;

    private ReplyCheck() {}

    /** @return what is wrong, or nothing; the reply is then either the registers or a device exception */
    public static Optional<String> doubt(byte[] frame, int transaction, BusRequest request) {
        if (frame.length < SHORTEST) {
            return Optional.of("a reply of " + frame.length + " bytes");
        }
        if (word(frame, 0) != transaction) {
            return Optional.of("transaction " + word(frame, 0) + " for " + transaction);
        }
        if (word(frame, 2) != 0) {
            return Optional.of("protocol " + word(frame, 2));
        }
        if (word(frame, 4) != frame.length - HEADER) {
            return Optional.of("length " + word(frame, 4) + " in front of " + (frame.length - HEADER) + " bytes");
        }
        if (octet(frame, 6) != request.unit()) {
            return Optional.of("unit " + octet(frame, 6) + " for " + request.unit());
        }
        int function = request.function();
        if (octet(frame, 7) == (function | ERROR)) {
            return frame.length == SHORTEST ? Optional.empty() : Optional.of("a long device exception");
        }
        if (octet(frame, 7) != function) {
            return Optional.of("function " + octet(frame, 7) + " for " + function);
        }
        return switch (request) {
            case RegisterRequest read -> doubt(frame, read);
            case RegisterWrite write -> doubt(frame, write);
        };
    }

    private static Optional<String> doubt(byte[] frame, RegisterRequest read) {
        int expected = 2 * read.block().count();
        if (octet(frame, 8) != expected || frame.length != SHORTEST + expected) {
            return Optional.of("registers in " + (frame.length - SHORTEST) + " bytes instead of " + expected);
        }
        return Optional.empty();
    }

    private static Optional<String> doubt(byte[] frame, RegisterWrite write) {
        if (frame.length != WRITTEN) {
            return Optional.of("a write is acknowledged in " + WRITTEN + " bytes, not " + frame.length);
        }
        if (word(frame, 8) != write.start() || word(frame, 10) != write.values().size()) {
            return Optional.of("registers " + word(frame, 8) + " + " + word(frame, 10) + " acknowledged for "
                    + write.start() + " + " + write.values().size());
        }
        return Optional.empty();
    }

    private static int word(byte[] frame, int at) {
        return octet(frame, at) << 8 | octet(frame, at + 1);
    }

    private static int octet(byte[] frame, int at) {
        return frame[at] & 0xFF;
    }
}
