package energy.peerwatt.metergateway.support;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * Stands between the gateway and Modbus TCP devices and spoils some of its replies. As a device server it speaks RTU to
 * the gateway. Like a serial line it serves one request after the other, whatever connection they come by, and a late
 * reply goes to whoever is connected when it is ready.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int HEADER = 6;
    /** Of a read of registers and of an identification, from the unit on. */
    private static final int REQUEST = 6;

    private static final int WHO = 5;
    private static final int IDENTIFICATION = 43;
    private static final int CRC = 2;
    private static final int LATE_FROM_MILLIS = 50;
    private static final int LATE_TO_MILLIS = 120;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Asked> line = new LinkedBlockingQueue<>();
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private final boolean rtu;
    private final List<Socket> devices = new ArrayList<>();
    private final SplittableRandom random;
    private final SplittableRandom chance;
    private final int percent;
    private final List<Thread> threads;
    private volatile Socket connected = new Socket();
    private Socket muted = connected;
    private volatile boolean closed;

    /**
     * @param device that the connection leads to
     * @param frame from the unit on
     * @param transaction the number it came with
     */
    private record Asked(Socket by, Socket device, byte[] frame, int transaction) {}

    /**
     * @param devicePorts every connection leads to one of them by chance
     * @param rtu whether the gateway speaks RTU
     * @param percent of the replies are spoiled
     */
    public FaultProxy(List<Integer> devicePorts, boolean rtu, int percent, SplittableRandom random) throws IOException {
        this.rtu = rtu;
        this.percent = percent;
        this.random = random;
        for (int port : devicePorts) {
            Socket device = new Socket(InetAddress.getLoopbackAddress(), port);
            device.setTcpNoDelay(true);
            devices.add(device);
        }
        this.chance = random.split();
        this.threads = List.of(
                Thread.ofVirtual().start(this::accept), Thread.ofVirtual().start(this::serve));
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** After {@link #close}. */
    public Map<Fault, Integer> injected() {
        return Map.copyOf(injected);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                connected = socket;
                Socket device = devices.get(chance.nextInt(devices.size()));
                Thread.ofVirtual().start(() -> listen(socket, device));
            }
        } catch (IOException e) {
            if (!listening.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void listen(Socket socket, Socket device) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                byte[] head = new byte[rtu ? 2 : HEADER + 2];
                in.readFully(head);
                int length = head[head.length - 1] == IDENTIFICATION ? WHO : REQUEST;
                byte[] frame = Arrays.copyOf(head, head.length + length - 2);
                in.readFully(frame, head.length, length - 2);
                if (rtu) {
                    in.skipNBytes(CRC);
                }
                line.add(
                        rtu
                                ? new Asked(socket, device, frame, 0)
                                : new Asked(
                                        socket,
                                        device,
                                        Arrays.copyOfRange(frame, HEADER, frame.length),
                                        (frame[0] & 0xFF) << 8 | frame[1] & 0xFF));
            }
        } catch (IOException gone) {
            // The gateway closes at any doubt, and resets are among the faults.
            return;
        }
    }

    private void serve() {
        try {
            while (true) {
                Asked asked = line.take();
                byte[] reply = answer(asked);
                if (asked.by() == muted) {
                    continue;
                }
                if (random.nextInt(100) < percent) {
                    spoil(asked, reply);
                } else {
                    send(asked.by(), framed(reply, asked.transaction()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** From the unit on. */
    private byte[] answer(Asked asked) throws IOException {
        byte[] request = new byte[HEADER + asked.frame().length];
        request[5] = (byte) asked.frame().length;
        System.arraycopy(asked.frame(), 0, request, HEADER, asked.frame().length);
        asked.device().getOutputStream().write(request);
        InputStream answers = asked.device().getInputStream();
        byte[] head = answers.readNBytes(HEADER);
        if (head.length < HEADER) {
            throw new IOException("the device is gone");
        }
        return answers.readNBytes((head[4] & 0xFF) << 8 | head[5] & 0xFF);
    }

    private void spoil(Asked asked, byte[] reply) throws InterruptedException {
        List<Fault> possible = Stream.of(Fault.values())
                .filter(fault -> !rtu || fault != Fault.SWAPPED_TRANSACTION)
                .toList();
        Fault fault = possible.get(random.nextInt(possible.size()));
        injected.merge(fault, 1, Integer::sum);
        byte[] right = framed(reply, asked.transaction());
        switch (fault) {
            case LATE -> {
                Thread.sleep(random.nextInt(LATE_FROM_MILLIS, LATE_TO_MILLIS));
                send(connected, right);
            }
            case SWAPPED_TRANSACTION ->
                send(asked.by(), framed(reply, asked.transaction() + random.nextInt(-3, 0) & 0xFFFF));
            case WRONG_UNIT ->
                send(asked.by(), framed(changed(reply, 0, 1 + random.nextInt(255)), asked.transaction()));
            case WRONG_FUNCTION -> send(asked.by(), framed(changed(reply, 1, 7), asked.transaction()));
            case CUT_SHORT -> send(asked.by(), Arrays.copyOf(right, random.nextInt(1, right.length)));
            case ONE_REGISTER_SHORT -> send(asked.by(), framed(shorter(reply), asked.transaction()));
            case FLIPPED_BITS -> send(asked.by(), flipped(right));
            case NOISE -> send(asked.by(), noisy(right));
            case DOUBLED -> send(asked.by(), twice(right));
            case DRIBBLED -> dribble(asked.by(), right);
            case HALF_OPEN -> muted = asked.by();
            case RESET -> {
                send(asked.by(), Arrays.copyOf(right, random.nextInt(right.length)));
                reset(asked.by());
            }
        }
    }

    private byte[] framed(byte[] reply, int transaction) {
        if (rtu) {
            byte[] frame = Arrays.copyOf(reply, reply.length + CRC);
            int crc = crc(reply);
            frame[reply.length] = (byte) crc;
            frame[reply.length + 1] = (byte) (crc >> 8);
            return frame;
        }
        byte[] frame = new byte[HEADER + reply.length];
        frame[0] = (byte) (transaction >> 8);
        frame[1] = (byte) transaction;
        frame[4] = (byte) (reply.length >> 8);
        frame[5] = (byte) reply.length;
        System.arraycopy(reply, 0, frame, HEADER, reply.length);
        return frame;
    }

    private static byte[] changed(byte[] reply, int at, int bits) {
        byte[] other = reply.clone();
        other[at] ^= (byte) bits;
        return other;
    }

    private static byte[] shorter(byte[] reply) {
        if (reply.length < 5) {
            return Arrays.copyOf(reply, reply.length - 1);
        }
        byte[] other = Arrays.copyOf(reply, reply.length - 2);
        other[2] -= 2;
        return other;
    }

    private byte[] flipped(byte[] frame) {
        byte[] other = frame.clone();
        int bits = 8 * (rtu ? frame.length : HEADER + 3);
        random.ints(0, bits)
                .distinct()
                .limit(random.nextInt(1, 4))
                .forEach(bit -> other[bit / 8] ^= (byte) (1 << bit % 8));
        return other;
    }

    private byte[] noisy(byte[] frame) {
        byte[] noise = new byte[random.nextInt(1, 12)];
        random.nextBytes(noise);
        byte[] other = Arrays.copyOf(noise, noise.length + frame.length);
        System.arraycopy(frame, 0, other, noise.length, frame.length);
        return other;
    }

    private static byte[] twice(byte[] frame) {
        byte[] other = Arrays.copyOf(frame, 2 * frame.length);
        System.arraycopy(frame, 0, other, frame.length, frame.length);
        return other;
    }

    private static void dribble(Socket to, byte[] frame) throws InterruptedException {
        int pieces = Math.min(frame.length, 4);
        for (int i = 0; i < pieces; i++) {
            send(to, Arrays.copyOfRange(frame, frame.length * i / pieces, frame.length * (i + 1) / pieces));
            Thread.sleep(1);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }

    private static void send(Socket to, byte[] bytes) {
        try {
            to.getOutputStream().write(bytes);
        } catch (IOException gone) {
            // The gateway may have closed it long ago.
            return;
        }
    }

    private static int crc(byte[] frame) {
        int crc = 0xFFFF;
        for (byte octet : frame) {
            crc ^= octet & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
            }
        }
        return crc;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listening.close();
        for (Socket device : devices) {
            device.close();
        }
        connected.close();
        try {
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
