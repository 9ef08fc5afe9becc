package energy.peerwatt.metergateway.outbox.domain;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One record of the log. On disk: {@code length u32 | crc32c u32 | type u8 | payload}, where the length counts type and
 * payload and the checksum covers them. A record is there whole or not at all.
 */
public record LogRecord(RecordType type, byte[] payload) {
    /** More than this is not a record but a damaged length. */
    public static final int LARGEST = 64 * 1024 * 1024;

    static final int HEADER = 8;

    public LogRecord {
        if (payload.length >= LARGEST) {
            throw new IllegalArgumentException("a record of " + payload.length + " bytes is too large");
        }
    }

    public int length() {
        return HEADER + 1 + payload.length;
    }

    public byte[] encode() {
        ByteBuffer body = ByteBuffer.allocate(length());
        body.putInt(1 + payload.length).putInt(0).put(type.code()).put(payload);
        body.putInt(4, checksum(body.array(), HEADER, 1 + payload.length));
        return body.array();
    }

    /**
     * The record at the buffer's position, which moves behind it; empty, with the position where it was, if there is no
     * whole and right record.
     */
    public static Optional<LogRecord> decode(ByteBuffer from) {
        int start = from.position();
        if (from.remaining() < HEADER + 1) {
            return Optional.empty();
        }
        int length = from.getInt();
        int checksum = from.getInt();
        if (length < 1 || length > LARGEST || length > from.remaining()) {
            from.position(start);
            return Optional.empty();
        }
        byte[] body = new byte[length];
        from.get(body);
        Optional<RecordType> type = RecordType.of(body[0]);
        if (checksum != checksum(body, 0, length) || type.isEmpty()) {
            from.position(start);
            return Optional.empty();
        }
        return Optional.of(new LogRecord(type.get(), Arrays.copyOfRange(body, 1, length)));
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogRecord record && type == record.type && Arrays.equals(payload, record.payload);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return type + " of " + payload.length + " bytes";
    }
}
