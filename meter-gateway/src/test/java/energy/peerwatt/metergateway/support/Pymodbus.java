package energy.peerwatt.metergateway.support;

import static org.awaitility.Awaitility.await;

import energy.peerwatt.servers.OptionalTool;
import energy.peerwatt.servers.TestPeers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A server of pymodbus, and where wanted a serial line between it and the gateway, made by socat. */
public final class Pymodbus implements AutoCloseable {
    public static final int UNIT = 7;

    /** Distributions install it for their own Python, which need not be the first one found. */
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private static final String IMPORTS = "import pymodbus.server, serial, serial_asyncio";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestPeers peers;

    private Pymodbus(TestPeers peers) {
        this.peers = peers;
    }

    /** A port of the server, or the gateway's end of the line. */
    public record Serving(Pymodbus server, int port, Path device) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    public static Serving tcp(Path folder) throws IOException {
        String python = python();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        TestPeers peers = new TestPeers(folder);
        peers.start(python, script(folder).toString(), "tcp", Integer.toString(port));
        await().atMost(PATIENCE).until(() -> listens(port));
        return new Serving(new Pymodbus(peers), port, folder);
    }

    public static Serving serial(Path folder) throws IOException {
        String python = python();
        OptionalTool.require("socat", "socat", "-V");
        Path ours = folder.resolve("gateway-end");
        Path theirs = folder.resolve("device-end");
        TestPeers peers = new TestPeers(folder);
        peers.start("socat", "pty,raw,echo=0,link=" + ours, "pty,raw,echo=0,link=" + theirs);
        await().atMost(PATIENCE).until(() -> Files.exists(ours) && Files.exists(theirs));
        peers.start(python, script(folder).toString(), "serial", theirs.toString());
        return new Serving(new Pymodbus(peers), 0, ours.toRealPath());
    }

    private static String python() {
        String found =
                PYTHONS.stream().filter(Pymodbus::hasPymodbus).findFirst().orElse(PYTHONS.getFirst());
        OptionalTool.require("python3-pymodbus with python3-serial-asyncio", found, "-c", IMPORTS);
        return found;
    }

    private static boolean hasPymodbus(String python) {
        try {
            Process process = new ProcessBuilder(python, "-c", IMPORTS)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path script(Path folder) throws IOException {
        Path script = folder.resolve("pymodbus_peer.py");
        try (InputStream in = Pymodbus.class.getClassLoader().getResourceAsStream("pymodbus_peer.py")) {
            Files.write(script, Objects.requireNonNull(in).readAllBytes());
        }
        return script;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        peers.close();
    }
}
