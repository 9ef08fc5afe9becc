package energy.peerwatt.metergateway.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A connected socket, plain or TLS, whose incoming bytes can be looked at as they came. */
final class TappedSocket extends Socket {
    private final Socket socket;
    private final ReplyTap tap;

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
        return socket.getOutputStream();
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
