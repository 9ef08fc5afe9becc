package energy.peerwatt.metergateway.support;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A whole RS-485 line behind a serial device server, byte by byte: devices at some units, two with one address, which talk
 * at once, and units that keep quiet. For all others the server says that nobody answers.
 */
public final class RtuBus implements AutoCloseable {
    private static final int REQUEST = 8;
    private static final int IDENTIFICATION = 43;
    private static final int TARGET_SILENT = 0x0B;
    private static final int ILLEGAL_FUNCTION = 1;

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Map<Integer, Map<Integer, Integer>> devices = new TreeMap<>();
    private final Set<Integer> quiet;
    private final int colliding;

    /**
     * @param devices registers of each unit; others of it hold zero
     * @param colliding the unit that two devices have
     * @param quiet units of which nothing is heard
     */
    public RtuBus(Map<Integer, Map<Integer, Integer>> devices, int colliding, Set<Integer> quiet) throws IOException {
        this.devices.putAll(devices);
        this.colliding = colliding;
        this.quiet = Set.copyOf(quiet);
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
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
            while (true) {
                byte[] request = new byte[REQUEST];
                in.readFully(request, 0, 2);
                in.readFully(request, 2, request[1] == IDENTIFICATION ? 5 : 6);
                byte[] reply = reply(request);
                if (!quiet.contains(request[0] & 0xFF)) {
                    socket.getOutputStream().write(reply);
                }
            }
        } catch (IOException e) {
            // The gateway closes at the slightest doubt; that ends this connection.
            return;
        }
    }

    private byte[] reply(byte[] request) {
        int unit = request[0] & 0xFF;
        if (unit == colliding) {
            // Two replies, one over the other.
            byte[] one = registers(request, Map.of());
            byte[] other = registers(request, Map.of(0, 0xFFFF));
            for (int i = 2; i < one.length; i++) {
                one[i] &= other[i];
            }
            one[one.length - 1] ^= 0x55;
            return one;
        }
        Map<Integer, Integer> registers = devices.get(unit);
        if (registers == null) {
            return framed(new byte[] {request[0], (byte) (request[1] | 0x80), TARGET_SILENT});
        }
        return request[1] == IDENTIFICATION
                ? framed(new byte[] {request[0], (byte) (request[1] | 0x80), ILLEGAL_FUNCTION})
                : registers(request, registers);
    }

    private static byte[] registers(byte[] request, Map<Integer, Integer> registers) {
        int start = (request[2] & 0xFF) << 8 | request[3] & 0xFF;
        int count = (request[4] & 0xFF) << 8 | request[5] & 0xFF;
        byte[] reply = new byte[3 + 2 * count];
        reply[0] = request[0];
        reply[1] = request[1];
        reply[2] = (byte) (2 * count);
        for (int i = 0; i < count; i++) {
            int word = registers.getOrDefault(start + i, 0);
            reply[3 + 2 * i] = (byte) (word >> 8);
            reply[4 + 2 * i] = (byte) word;
        }
        return framed(reply);
    }

    private static byte[] framed(byte[] reply) {
        int crc = 0xFFFF;
        for (byte octet : reply) {
            crc ^= octet & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
            }
        }
        byte[] frame = Arrays.copyOf(reply, reply.length + 2);
        frame[reply.length] = (byte) crc;
        frame[reply.length + 1] = (byte) (crc >> 8);
        return frame;
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
