package energy.peerwatt.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The local chain: anvil as npm installed it for {@code contracts}, chain id 31337, one block a second. */
public final class AnvilChain implements RunningServer {
    public static final long CHAIN_ID = 31337;
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final ChildProcess process;
    private final int port;
    private final Optional<Path> temporary;

    private AnvilChain(ChildProcess process, int port, Optional<Path> temporary) {
        this.process = process;
        this.port = port;
        this.temporary = temporary;
    }

    /** On a free port with an empty chain, which goes when it is closed, at the latest with this JVM. */
    public static AnvilChain temporary() {
        Path folder = TemporaryFolders.create("anvil");
        AnvilChain chain = start(folder, FreePorts.draw(), Optional.of(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(chain::close, "stop-anvil"));
        return chain;
    }

    /**
     * Keeps its state in {@code folder} (written every five seconds and when it stops) and goes on with what is there.
     *
     * @param port 0 for a free one
     */
    public static AnvilChain at(Path folder, int port) {
        return start(folder, FreePorts.orDrawn(port), Optional.empty());
    }

    private static AnvilChain start(Path folder, int port, Optional<Path> temporary) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ServerFailure("anvil has no folder: " + e.getMessage(), e);
        }
        List<String> command = new ArrayList<>(List.of(binary().toString(), "--quiet"));
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
        command.addAll(List.of("--chain-id", Long.toString(CHAIN_ID), "--hardfork", "osaka", "--block-time", "1"));
        command.addAll(List.of("--slots-in-an-epoch", "4", "--enable-tx-gas-limit", "--gas-limit", "60000000"));
        if (temporary.isEmpty()) {
            command.addAll(List.of("--state", folder.resolve("chain.json").toString(), "--state-interval", "5"));
            // Without --preserve-historical-states: the file would grow by 100 kB a block, rewritten every five
            // seconds.
        }
        ChildProcess process = ChildProcess.start("anvil", command, Map.of(), folder, folder.resolve("anvil.log"));
        AnvilChain chain = new AnvilChain(process, port, temporary);
        process.awaitReady(START_LIMIT, chain::answers);
        return chain;
    }

    private static Path binary() {
        Path root = RepositoryRoot.find();
        Path binary = root.resolve("contracts/node_modules/@foundry-rs/anvil-" + platform() + "/bin/anvil");
        if (!Files.isExecutable(binary)) {
            throw new ServerFailure("anvil is not in " + binary + "; bring it with node tools/install.js in "
                    + root.resolve("contracts"));
        }
        return binary;
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return system + "-" + machine;
    }

    private boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(rpc())
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(2))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[]}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains("0x7a69");
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while anvil was starting", e);
        }
    }

    public URI rpc() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    @Override
    public ProcessHandle handle() {
        return process.handle();
    }

    @Override
    public synchronized void close() {
        process.close();
        temporary.ifPresent(TemporaryFolders::delete);
    }
}
