package energy.peerwatt.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnvilChainTest {
    private static final String ACCOUNT = "0x00000000000000000000000000000000000000aa";

    @Test
    void twoChainsRunSideBySide() throws Exception {
        try (AnvilChain one = AnvilChain.temporary();
                AnvilChain other = AnvilChain.temporary()) {
            call(one, "anvil_setBalance", "\"" + ACCOUNT + "\",\"0x7\"");
            assertThat(balance(one)).contains("\"0x7\"");
            assertThat(balance(other)).contains("\"0x0\"");
        }
    }

    @Test
    void stateOutlivesARestartOnTheSameFolder(@TempDir Path folder) throws Exception {
        try (AnvilChain first = AnvilChain.at(folder, 0)) {
            call(first, "anvil_setBalance", "\"" + ACCOUNT + "\",\"0x7\"");
        }
        try (AnvilChain second = AnvilChain.at(folder, 0)) {
            assertThat(balance(second)).contains("\"0x7\"");
        }
    }

    private static String balance(AnvilChain chain) throws Exception {
        return call(chain, "eth_getBalance", "\"" + ACCOUNT + "\",\"latest\"");
    }

    private static String call(AnvilChain chain, String method, String parameters) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + parameters + "]}";
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(chain.rpc())
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
