package energy.peerwatt.contracts.chain;

import energy.peerwatt.contracts.wallet.DemoWallets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A chain of one's own for a test: anvil on a free port, one block per transaction unless told otherwise. */
public final class AnvilChain implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Process process;
    private final URI url;
    private final HttpClient http = HttpClient.newHttpClient();

    private AnvilChain(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    public static AnvilChain start() {
        try {
            int port = freePort();
            Process process = new ProcessBuilder(command(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            AnvilChain chain = new AnvilChain(process, URI.create("http://127.0.0.1:" + port));
            chain.awaitAnswer();
            return chain;
        } catch (IOException e) {
            throw new IllegalStateException("anvil does not start", e);
        }
    }

    public ChainClient client() {
        return new JsonRpcChainClient(url, TIMEOUT);
    }

    /** From now on blocks come only when asked for. */
    public void stopMining() {
        tell("evm_setAutomine", "false");
    }

    public void mine() {
        tell("evm_mine", "");
    }

    /** Lets time pass and mines a block. */
    public void pass(Duration time) {
        tell("evm_increaseTime", Long.toString(time.toSeconds()));
        mine();
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String method, String parameter) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + parameter + "]}";
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            if (!answer.contains("\"result\"")) {
                throw new IllegalStateException(method + ": " + answer);
            }
        } catch (IOException e) {
            throw new IllegalStateException(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method, e);
        }
    }

    private void awaitAnswer() {
        ChainClient client = client();
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                client.chainId();
                return;
            } catch (ChainUnavailable e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    close();
                    throw new IllegalStateException("anvil does not answer", e);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command(int port) {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String architecture = "aarch64".equals(System.getProperty("os.arch")) ? "arm64" : "amd64";
        Path binary = Path.of("node_modules/@foundry-rs/anvil-" + os + "-" + architecture + "/bin/anvil");
        return List.of(
                binary.toAbsolutePath().toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--chain-id",
                Long.toString(DemoWallets.DEMO_CHAIN),
                "--hardfork",
                "osaka",
                "--enable-tx-gas-limit",
                "--gas-limit",
                "60000000",
                "--silent");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
