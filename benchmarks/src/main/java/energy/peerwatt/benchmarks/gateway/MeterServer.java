package energy.peerwatt.benchmarks.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import energy.peerwatt.benchmarks.WrongResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Many meters, each at a port of its own on loopback, answered by one thread over Modbus TCP. */
final class MeterServer implements AutoCloseable {
    /** Per meter a listening socket and a connection; the rest is for everything else in the process. */
    private static final int DESCRIPTORS_PER_METER = 2;

    private static final int OTHER_DESCRIPTORS = 500;
    private static final int LONGEST_FRAME = 260;

    private final List<SimulatedMeter> meters = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Selector selector;
    private final Thread thread;
    private final ByteBuffer reply = ByteBuffer.allocateDirect(LONGEST_FRAME);
    private Traffic traffic = new Traffic(0, 0, 0);
    private volatile boolean open = true;

    /** Requests that were answered, and the bytes of Modbus frames that went with them, headers of TCP and IP left out. */
    record Traffic(long requests, long bytes, long refused) {
        private Traffic and(int more, boolean refusal) {
            return new Traffic(requests + 1, bytes + more, refused + (refusal ? 1 : 0));
        }
    }

    private record Line(SimulatedMeter meter, ByteBuffer received) {}

    /** @param polls how often each meter was polled before */
    MeterServer(int count, int polls) throws IOException {
        refuseTooFewDescriptors(count);
        selector = Selector.open();
        for (int number = 0; number < count; number++) {
            SimulatedMeter meter = new SimulatedMeter(number, polls);
            ServerSocketChannel door = ServerSocketChannel.open();
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            door.configureBlocking(false);
            door.register(selector, SelectionKey.OP_ACCEPT, meter);
            meters.add(meter);
            ports.add(door.socket().getLocalPort());
        }
        thread = Thread.ofPlatform().daemon().name("simulated-meters").start(this::serve);
    }

    private static void refuseTooFewDescriptors(int meters) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long needed = (long) DESCRIPTORS_PER_METER * meters + OTHER_DESCRIPTORS;
            long allowed = system.getMaxFileDescriptorCount();
            WrongResult.unless(
                    allowed >= needed,
                    meters + " simulated meters need " + needed + " open files, and " + allowed
                            + " are allowed: raise the hard limit (ulimit -Hn, /etc/security/limits.conf)");
        }
    }

    int port(int number) {
        return ports.get(number);
    }

    int size() {
        return ports.size();
    }

    /** Asks something of all the meters while none of them is read. */
    <T> T with(Function<List<SimulatedMeter>, T> question) {
        synchronized (meters) {
            return question.apply(meters);
        }
    }

    Traffic traffic() {
        synchronized (meters) {
            return traffic;
        }
    }

    private void serve() {
        try {
            while (open) {
                selector.select(this::ready);
            }
        } catch (ClosedSelectorException closed) {
            // Nobody needs the meters any more.
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated meters cannot go on", e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel door) {
                accept(door, (SimulatedMeter) key.attachment());
            } else {
                read((SocketChannel) key.channel(), (Line) key.attachment());
            }
        } catch (IOException gone) {
            hangUp(key);
        }
    }

    private void accept(ServerSocketChannel door, SimulatedMeter meter) throws IOException {
        SocketChannel caller = door.accept();
        if (caller != null) {
            caller.configureBlocking(false);
            caller.setOption(StandardSocketOptions.TCP_NODELAY, true);
            caller.register(selector, SelectionKey.OP_READ, new Line(meter, ByteBuffer.allocate(LONGEST_FRAME)));
        }
    }

    private void read(SocketChannel caller, Line line) throws IOException {
        if (caller.read(line.received()) < 0) {
            throw new IOException("the caller has hung up");
        }
        line.received().flip();
        while (ModbusReply.whole(line.received())) {
            synchronized (meters) {
                int asked = line.received().position();
                boolean answered = ModbusReply.write(line.received(), line.meter(), System.nanoTime(), reply.clear());
                traffic = traffic.and(
                        line.received().position() - asked + reply.flip().remaining(), !answered);
            }
            while (reply.hasRemaining()) {
                caller.write(reply);
            }
        }
        line.received().compact();
    }

    private static void hangUp(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException closedAnyway) {
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        open = false;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        selector.keys().forEach(MeterServer::hangUp);
        selector.close();
    }
}
