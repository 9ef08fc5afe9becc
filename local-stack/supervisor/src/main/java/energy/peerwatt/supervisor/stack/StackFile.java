package energy.peerwatt.supervisor.stack;

import energy.peerwatt.contracts.deployment.Addresses;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.CommunityId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * The file {@code stack.json}: where everything is, for {@code ./peerwatt verify}, tests and curious people. It is there
 * while the stack runs.
 *
 * @param rpc of the chain
 * @param issuer of tokens, the realm's address
 * @param auditor who may read what {@code verify} reads; its secret is one of the demo, which opens nothing else
 * @param services base address by service
 * @param contracts where they stand
 * @param clock file of market time
 * @param logs folder with a log per process
 */
record StackFile(
        CommunityId community,
        URI rpc,
        URI issuer,
        Auditor auditor,
        Map<String, URI> services,
        String kafka,
        String postgres,
        Addresses contracts,
        Path clock,
        Path logs,
        Map<String, Long> processes) {
    static final String NAME = "stack.json";

    /** A client of the realm. */
    record Auditor(String clientId, String clientSecret) {}

    void write(Path file) {
        Path beside = file.resolveSibling(NAME + ".new");
        try {
            Json.mapper().writerWithDefaultPrettyPrinter().writeValue(beside.toFile(), this);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
