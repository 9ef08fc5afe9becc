package energy.peerwatt.metergateway.control;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Stands between the gateway and a Modbus TCP device. Of some writes the device hears, but the gateway never hears of the
 * device: the connection ends instead of an acknowledgement.
 */
final class LossyRelay implements AutoCloseable {
    private static final int HEADER = 7;
    private static final int WRITE = 16;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int device;
    private final SplittableRandom random;
    private volatile int percent;
    private volatile int lost;

    LossyRelay(int device, SplittableRandom random) throws IOException {
        this.device = device;
        this.random = random;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many of a hundred acknowledgements are lost from now on. */
    void lose(int ofHundred) {
        percent = ofHundred;
    }

    int lost() {
        return lost;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket gateway = listening.accept();
                Thread.ofVirtual().start(() -> relay(gateway));
            } catch (IOException closed) {
                // The loop ends with the socket.
            }
        }
    }

    private void relay(Socket gateway) {
        try (gateway;
                Socket to = new Socket(InetAddress.getLoopbackAddress(), device)) {
            gateway.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            while (true) {
                byte[] request = frame(new DataInputStream(gateway.getInputStream()));
                send(to.getOutputStream(), request);
                byte[] reply = frame(new DataInputStream(to.getInputStream()));
                if (request[HEADER] == WRITE && isLost()) {
                    return;
                }
                send(gateway.getOutputStream(), reply);
            }
        } catch (IOException over) {
            // One of the two has gone; both connections end.
        }
    }

    private synchronized boolean isLost() {
        boolean now = random.nextInt(100) < percent;
        lost += now ? 1 : 0;
        return now;
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER) {
            throw new IOException("the connection has ended");
        }
        int rest = ByteBuffer.wrap(header).getShort(4) - 1;
        byte[] body = in.readNBytes(rest);
        return ByteBuffer.allocate(HEADER + body.length).put(header).put(body).array();
    }

    private static void send(OutputStream out, byte[] frame) throws IOException {
        out.write(frame);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
