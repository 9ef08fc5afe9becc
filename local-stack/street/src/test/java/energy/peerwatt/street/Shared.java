package energy.peerwatt.street;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Reference material beside the repository. Where it is absent only the checks against it are left out, and say so. */
public final class Shared {
    private Shared() {}

    /**
     * A folder such as {@code reference} or {@code data}: below the system property {@code peerwatt.shared}, or beside
     * the repository.
     */
    public static Path folder(String name) {
        Path shared = Path.of(System.getProperty("peerwatt.shared", "../../../shared"));
        Path folder = shared.resolve(name);
        if (!Files.isDirectory(folder)) {
            String message = "SKIPPED: no reference material at "
                    + folder.toAbsolutePath().normalize() + "; give its parent as -Dpeerwatt.shared";
            System.err.println(message);
            Assumptions.abort(message);
        }
        return folder;
    }
}
