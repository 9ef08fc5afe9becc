package energy.peerwatt.metergateway.link;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A connected socket, plain or TLS, whose bytes can be looked at as they came and went. */
final class TappedSocket extends Socket {
    private final Socket socket;
    private final ReplyTap tap;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    TappedSocket(Socket connected) throws IOException {
        this.socket = connected;
        this.tap = new ReplyTap(connected.getInputStream(), connected);
    }

    ReplyTap tap() {
        return tap;
    }

    @Override
    public InputStream getInputStream() {
        return tap;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(socket.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                sent.write(bytes, offset, length);
                out.write(bytes, offset, length);
            }
        };
    }

    void forgetSent() {
        sent.reset();
    }

    byte[] sent() {
        return sent.toByteArray();
    }

    /** The tap sets what is left until the deadline before every read; the library's own timeout is of no use. */
    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public String toString() {
        return socket.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
