package energy.peerwatt.metergateway.link;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * Stands between the socket and the Modbus library: keeps the bytes of the reply as they came, and holds the deadline over
 * the whole reply where the library's timeout starts anew with every byte.
 */
final class ReplyTap extends FilterInputStream {
    private final Socket socket;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private long deadlineNanos;
    private boolean timedOut;

    ReplyTap(InputStream in, Socket socket) {
        super(in);
        this.socket = socket;
    }

    void expectReplyBefore(long nanos) {
        seen.reset();
        timedOut = false;
        deadlineNanos = nanos;
    }

    byte[] frame() {
        return seen.toByteArray();
    }

    boolean timedOut() {
        return timedOut;
    }

    /** Throws away what is there without waiting. */
    int discard() throws IOException {
        int there = in.available();
        return there == 0 ? 0 : Math.toIntExact(in.skip(there));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        try {
            if (leftMillis < 1) {
                throw new SocketTimeoutException("the reply is not whole within its deadline");
            }
            socket.setSoTimeout((int) Math.min(leftMillis, Integer.MAX_VALUE));
            int read = super.read(into, offset, length);
            if (read > 0) {
                seen.write(into, offset, read);
            }
            return read;
        } catch (SocketTimeoutException e) {
            timedOut = true;
            throw e;
        }
    }
}
