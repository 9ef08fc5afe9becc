package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.metergateway.control.domain.Admission.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The public key of the grid service, {@code {"x":"0x…","y":"0x…"}}. Read whenever an order comes, so that a file that
 * appears or changes later counts at once; orders are rare.
 */
final class DispatchKeyFile {
    private final Optional<Path> file;

    DispatchKeyFile(Optional<Path> file) {
        this.file = file;
    }

    Signer read() {
        if (file.isEmpty()) {
            return new Signer.Missing("no key of a grid service is configured (peerwatt.gateway.dispatch-key)");
        }
        try {
            P256.Point point = Json.mapper().readValue(Files.readString(file.get()), P256.Point.class);
            return point == null
                    ? new Signer.Missing("the key file of the grid service holds no key")
                    : new Signer.Known(point.key());
        } catch (NoSuchFileException e) {
            return new Signer.Missing("the key file of the grid service is not there");
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return new Signer.Missing("the key file of the grid service holds no key");
        }
    }
}
