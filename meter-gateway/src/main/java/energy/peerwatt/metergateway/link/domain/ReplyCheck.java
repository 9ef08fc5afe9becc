package energy.peerwatt.metergateway.link.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the bytes that came are exactly the reply to a request: transaction and protocol or CRC, length, unit, function
 * and registers. The Modbus library checks none but the first of these on TCP.
 */
public final class ReplyCheck {
    /** Bytes before the unit on TCP, and bytes of the CRC on a serial line. */
    private static final int HEADER = 6;

    private static final int CRC = 2;
    /** Unit, function and one byte more. */
    private static final int SHORTEST = 3;

    private static final int WRITTEN = 6;
    private static final int ERROR = 0x80;
    private static final int CRC_POLYNOMIAL = 0xA001;

    private ReplyCheck() {}

    /**
     * A reply on TCP.
     *
     * @return what is wrong, or nothing; the reply is then either what was asked for or a device exception
     */
    public static Optional<String> doubt(byte[] frame, int transaction, BusRequest request) {
        if (frame.length < HEADER + SHORTEST) {
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
        return doubt(frame, HEADER, frame.length, request);
    }

    /** The same for a reply on a line. */
    public static Optional<String> doubtOnLine(byte[] frame, BusRequest request) {
        if (frame.length < SHORTEST + CRC) {
            return Optional.of("a reply of " + frame.length + " bytes");
        }
        int end = frame.length - CRC;
        int crc = crc(frame, end);
        if (octet(frame, end) != (crc & 0xFF) || octet(frame, end + 1) != crc >> 8) {
            return Optional.of("the CRC is wrong");
        }
        return doubt(frame, 0, end, request);
    }

    /** The registers of a reply on TCP without doubt. */
    public static List<Integer> words(byte[] frame, RegisterBlock block) {
        return words(frame, frame.length, block.count());
    }

    /** The registers of a reply on a line without doubt. */
    public static List<Integer> wordsOnLine(byte[] frame, RegisterBlock block) {
        return words(frame, frame.length - CRC, block.count());
    }

    /** The objects of a reply on TCP without doubt. */
    public static IdentificationPage objects(byte[] frame) {
        return IdentificationReply.page(frame, HEADER);
    }

    /** The objects of a reply on a line without doubt. */
    public static IdentificationPage objectsOnLine(byte[] frame) {
        return IdentificationReply.page(frame, 0);
    }

    /** The code of a device exception, if this reply without doubt, its unit at {@code from}, is one. */
    public static Optional<Integer> exception(byte[] frame) {
        return exception(frame, HEADER);
    }

    public static Optional<Integer> exceptionOnLine(byte[] frame) {
        return exception(frame, 0);
    }

    private static Optional<Integer> exception(byte[] frame, int from) {
        return (octet(frame, from + 1) & ERROR) == 0 ? Optional.empty() : Optional.of(octet(frame, from + 2));
    }

    private static Optional<String> doubt(byte[] frame, int from, int to, BusRequest request) {
        if (octet(frame, from) != request.unit()) {
            return Optional.of("unit " + octet(frame, from) + " for " + request.unit());
        }
        int function = request.function();
        int found = octet(frame, from + 1);
        if (found == (function | ERROR)) {
            return to - from == SHORTEST ? Optional.empty() : Optional.of("a long device exception");
        }
        if (found != function) {
            return Optional.of("function " + found + " for " + function);
        }
        return switch (request) {
            case RegisterRequest read -> doubt(frame, from, to, read);
            case IdentificationRequest who -> IdentificationReply.doubt(frame, from, to, who);
            case RegisterWrite write -> doubt(frame, from, to, write);
        };
    }

    private static Optional<String> doubt(byte[] frame, int from, int to, RegisterRequest read) {
        int expected = 2 * read.block().count();
        int there = to - from - SHORTEST;
        if (octet(frame, from + 2) != expected || there != expected) {
            return Optional.of("registers in " + there + " bytes instead of " + expected);
        }
        return Optional.empty();
    }

    private static Optional<String> doubt(byte[] frame, int from, int to, RegisterWrite write) {
        if (to - from != WRITTEN) {
            return Optional.of("a write is acknowledged in " + WRITTEN + " bytes, not " + (to - from));
        }
        if (word(frame, from + 2) != write.start()
                || word(frame, from + 4) != write.values().size()) {
            return Optional.of("registers " + word(frame, from + 2) + " + " + word(frame, from + 4)
                    + " acknowledged for " + write.start() + " + "
                    + write.values().size());
        }
        return Optional.empty();
    }

    private static List<Integer> words(byte[] frame, int to, int count) {
        List<Integer> words = new ArrayList<>(count);
        for (int at = to - 2 * count; at < to; at += 2) {
            words.add(word(frame, at));
        }
        return words;
    }

    /** CRC-16/MODBUS of the first bytes; on the line its low byte comes first. */
    static int crc(byte[] frame, int length) {
        int crc = 0xFFFF;
        for (int i = 0; i < length; i++) {
            crc ^= octet(frame, i);
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ CRC_POLYNOMIAL;
            }
        }
        return crc;
    }

    private static int word(byte[] frame, int at) {
        return octet(frame, at) << 8 | octet(frame, at + 1);
    }

    private static int octet(byte[] frame, int at) {
        return frame[at] & 0xFF;
    }
}
