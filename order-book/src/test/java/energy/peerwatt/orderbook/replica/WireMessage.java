package energy.peerwatt.orderbook.replica;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A message of PostgreSQL's protocol 3: a type, a length and a body.
 *
 * @param type 0 for the first message of a connection, which has none
 * @param bytes all of it
 */
record WireMessage(byte type, byte[] bytes) {
    private static final int LENGTH_BYTES = 4;

    /** Empty at the end of the stream. */
    static Optional<WireMessage> read(DataInputStream in, boolean first) throws IOException {
        try {
            int head = first ? LENGTH_BYTES : 1 + LENGTH_BYTES;
            byte type = first ? 0 : in.readByte();
            int length = in.readInt();
            ByteBuffer whole = ByteBuffer.allocate(head - LENGTH_BYTES + length);
            if (!first) {
                whole.put(type);
            }
            whole.putInt(length);
            in.readFully(whole.array(), head, length - LENGTH_BYTES);
            return Optional.of(new WireMessage(type, whole.array()));
        } catch (EOFException end) {
            return Optional.empty();
        }
    }

    boolean isQuery() {
        return type == 'Q';
    }

    boolean isParse() {
        return type == 'P';
    }

    boolean isBind() {
        return type == 'B';
    }

    /** The server has carried a statement out. */
    boolean isCommandComplete() {
        return type == 'C';
    }

    /** The body's zero-terminated texts, counted from 0. */
    String text(int number) {
        int start = 1 + LENGTH_BYTES;
        for (int i = 0; ; i++) {
            int end = start;
            while (bytes[end] != 0) {
                end++;
            }
            if (i == number) {
                return new String(bytes, start, end - start, StandardCharsets.UTF_8);
            }
            start = end + 1;
        }
    }
}
