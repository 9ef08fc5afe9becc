package energy.peerwatt.metergateway.link;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jboss.logging.Logger;

/** A serial line behind a device server. */
final class SocketLine implements ByteLine {
    private static final Logger LOG = Logger.getLogger(SocketLine.class);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    SocketLine(Socket connected) throws IOException {
        this.socket = connected;
        this.in = connected.getInputStream();
        this.out = connected.getOutputStream();
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public int read(byte[] into, int offset, int most, long deadlineNanos) throws IOException {
        long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (leftMillis < 1) {
            return 0;
        }
        try {
            socket.setSoTimeout((int) Math.min(leftMillis, Integer.MAX_VALUE));
            int read = in.read(into, offset, most);
            if (read < 0) {
                throw new EOFException("the other side closed the connection");
            }
            return read;
        } catch (SocketTimeoutException e) {
            LOG.tracef("nothing came: %s", e.getMessage());
            return 0;
        }
    }

    @Override
    public void write(byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debugf("closing %s: %s", socket, e.getMessage());
        }
    }
}
