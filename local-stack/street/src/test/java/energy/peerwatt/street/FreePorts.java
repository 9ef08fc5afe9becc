package energy.peerwatt.street;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Finds a port base below the range from which the system gives out ports by itself. */
final class FreePorts {
    private static final int HOMES = 14;

    private FreePorts() {}

    static int base() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(16_000, 32_000);
            if (IntStream.range(0, HOMES).allMatch(index -> free(base + index) && free(base + 100 + index))) {
                return base;
            }
        }
        throw new AssertionError("no free ports");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
