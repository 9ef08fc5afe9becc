package energy.peerwatt.verifier.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.verifier.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a local stack listens, as its supervisor writes it down.
 *
 * @param rpc address of the chain's node
 * @param issuer of the tokens which the services take; its token endpoint is Keycloak's
 * @param auditor client that may read what is verified
 * @param services base address by service name
 */
public record Stack(
        @Nullable String community,
        @Nullable String rpc,
        @Nullable String issuer,
        @Nullable Auditor auditor,
        @Nullable Map<String, String> services) {
    /** A client by which to read, with its secret: stack.json has one of the local demo only. */
    public record Auditor(String clientId, String clientSecret) {}

    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** @throws CannotRun if it is not there or cannot be read */
    public static Stack read(Path file) throws CannotRun {
        try {
            return MAPPER.readValue(Files.readString(file), Stack.class);
        } catch (JsonProcessingException e) {
            throw new CannotRun(file + " cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new CannotRun("no " + file + " (is the stack running? else give addresses as options)", e);
        }
    }

    public @Nullable String tokenUrl() {
        return issuer == null ? null : issuer + "/protocol/openid-connect/token";
    }

    public @Nullable String service(String name) {
        return services == null ? null : services.get(name);
    }
}
