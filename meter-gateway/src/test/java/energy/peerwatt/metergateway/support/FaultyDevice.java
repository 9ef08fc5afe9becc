package energy.peerwatt.metergateway.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * A Modbus TCP device that answers every read with the register's own address, says of itself by function 43 what it is
 * told to, two objects to a page, and then spoils its answers.
 */
public final class FaultyDevice implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final NavigableMap<Integer, String> objects;
    private volatile UnaryOperator<byte[]> fault = frame -> frame;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    public FaultyDevice() throws IOException {
        this(Map.of());
    }

    /** @param objects by their ids; without any the device does not know the function */
    public FaultyDevice(Map<Integer, String> objects) throws IOException {
        this.objects = new TreeMap<>(objects);
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** From now on the device sends this instead of the right frame. */
    public void spoil(UnaryOperator<byte[]> with) {
        fault = with;
    }

    /** How many connections there are. */
    public int open() {
        return open.get();
    }

    /** How many connections there ever were at the same time. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** The end of the connection before may not have been noticed yet. */
    private void count() {
        long patience = System.nanoTime() + 500_000_000;
        while (open.get() > 0 && System.nanoTime() < patience) {
            LockSupport.parkNanos(1_000_000);
        }
        mostAtOnce.accumulateAndGet(open.incrementAndGet(), Math::max);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                count();
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
                byte[] head = new byte[6];
                in.readFully(head);
                byte[] request = Arrays.copyOf(head, 6 + (head[5] & 0xFF));
                in.readFully(request, 6, request.length - 6);
                if (request[7] == 43) {
                    socket.getOutputStream().write(fault.apply(page(request)));
                    continue;
                }
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
        } finally {
            open.decrementAndGet();
        }
    }

    /** Conforms to the extended level. */
    private byte[] page(byte[] request) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(Arrays.copyOf(request, 4));
        NavigableMap<Integer, String> rest =
                objects.subMap(request[10] & 0xFF, true, request[9] == 1 ? 2 : request[9] == 2 ? 0x7F : 0xFF, true);
        if (objects.isEmpty()) {
            frame.writeBytes(new byte[] {0, 3, request[6], (byte) 0xAB, 1});
            return frame.toByteArray();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<Integer> shown = rest.keySet().stream().limit(2).toList();
        boolean more = rest.size() > shown.size();
        body.writeBytes(new byte[] {request[6], 43, 14, request[9], (byte) 0x83, (byte) (more ? 0xFF : 0)});
        body.write(more ? rest.higherKey(shown.getLast()) : 0);
        body.write(shown.size());
        for (int object : shown) {
            byte[] text = objects.get(object).getBytes(StandardCharsets.ISO_8859_1);
            body.write(object);
            body.write(text.length);
            body.writeBytes(text);
        }
        frame.write(body.size() >> 8);
        frame.write(body.size());
        frame.writeBytes(body.toByteArray());
        return frame.toByteArray();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
