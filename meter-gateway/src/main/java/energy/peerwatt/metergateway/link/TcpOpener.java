package energy.peerwatt.metergateway.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Connects by Modbus TCP. Transaction numbers go on over connections, so that none means two requests of these days. */
final class TcpOpener implements Wire.Opener {
    private static final int TRANSACTIONS = 0xFFFF;

    private final Dialler dialler;
    private int transaction;

    /** Makes a connection. */
    @FunctionalInterface
    interface Dialler {
        Socket dial() throws IOException;
    }

    TcpOpener(Dialler dialler) {
        this.dialler = dialler;
    }

    @Override
    public Wire open() throws IOException {
        Socket socket = dialler.dial();
        try {
            return new TcpWire(socket, () -> transaction = transaction % TRANSACTIONS + 1);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A plain connection that sends at once and notices a dead peer (H10). */
    static Socket plain(String host, int port, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
