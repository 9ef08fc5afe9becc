package energy.peerwatt.messages.evidence;

import java.io.IOException;
import java.io.OutputStream;

/** Passes JSON on as long as it has no escape, for RFC 8785 writes some of them in another way. */
final class PlainBytes extends OutputStream {
    private final Sink sink;

    /** Where bytes go. */
    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes, int offset, int length);
    }

    PlainBytes(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\\') {
                throw new CanonicalWriter.NotCanonical("an escape");
            }
        }
        sink.write(bytes, offset, length);
    }
}
