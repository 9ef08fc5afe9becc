package energy.peerwatt.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback. Free ones are drawn below the ranges from which systems number outgoing connections, so that a
 * drawn port is not taken by a connection before its server binds it.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int PAST_LAST = 32_000;
    private static final int TRIES = 200;

    private FreePorts() {}

    public static int draw() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, PAST_LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new ServerFailure("no free port between " + FIRST + " and " + PAST_LAST);
    }

    /** The first of {@code count} free ports in a row. */
    public static int drawRow(int count) {
        for (int i = 0; i < TRIES; i++) {
            int first = ThreadLocalRandom.current().nextInt(FIRST, PAST_LAST - count);
            int port = first;
            while (port < first + count && isFree(port)) {
                port++;
            }
            if (port == first + count) {
                return first;
            }
        }
        throw new ServerFailure("no " + count + " free ports in a row between " + FIRST + " and " + PAST_LAST);
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** {@code port}, or a free one if it is 0. */
    static int orDrawn(int port) {
        return port == 0 ? draw() : port;
    }
}
