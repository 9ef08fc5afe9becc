package energy.peerwatt.metergateway.support;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.UnaryOperator;

/** A Modbus TCP device that answers every read with the register's own address, and then spoils its answers. */
public final class FaultyDevice implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private volatile UnaryOperator<byte[]> fault = frame -> frame;

    public FaultyDevice() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** From now on the device sends this instead of the right frame. */
    public void spoil(UnaryOperator<byte[]> with) {
        fault = with;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] request = new byte[12];
            while (true) {
                in.readFully(request);
                int start = (request[8] & 0xFF) << 8 | request[9] & 0xFF;
                int count = (request[10] & 0xFF) << 8 | request[11] & 0xFF;
                byte[] frame = new byte[9 + 2 * count];
                System.arraycopy(request, 0, frame, 0, 8);
                frame[4] = (byte) ((frame.length - 6) >> 8);
                frame[5] = (byte) (frame.length - 6);
                frame[8] = (byte) (2 * count);
                for (int i = 0; i < count; i++) {
                    frame[9 + 2 * i] = (byte) ((start + i) >> 8);
                    frame[10 + 2 * i] = (byte) (start + i);
                }
                socket.getOutputStream().write(fault.apply(frame));
            }
        } catch (IOException e) {
            // The gateway closes at the slightest doubt; that ends this connection.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
