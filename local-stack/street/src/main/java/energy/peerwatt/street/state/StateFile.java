package energy.peerwatt.street.state;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.peerwatt.street.home.domain.StreetState;
import energy.peerwatt.street.running.LiveStreet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code street-state.json} in the state folder: what the street is made from, and where it stands.
 *
 * <p>Energy in it is in millijoules, power in milliwatts, instants in epoch seconds.
 */
public final class StateFile implements LiveStreet.StateStore {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private final Path file;
    private final Origin origin;

    /**
     * What a street is made from; with another origin the same state would mean another street.
     *
     * @param seed of everything random
     * @param homes how many
     * @param profile "simulated", or the digest of the profile file
     * @param firstEpochDay the street's first day
     */
    public record Origin(long seed, int homes, String profile, long firstEpochDay) {
        /** The same make, another first day. */
        boolean sameMake(Origin other) {
            return seed == other.seed && homes == other.homes && profile.equals(other.profile);
        }
    }

    /** The content of the file. */
    public record Saved(int version, Origin origin, StreetState street) {}

    /**
     * @param folder the state folder, which exists
     */
    public StateFile(Path folder, Origin origin) {
        this.file = file(folder);
        this.origin = origin;
    }

    /**
     * What was saved; empty in a new folder.
     *
     * @param wanted what the street is to be made from; its first day is not compared
     * @throws IOException if the file cannot be read, or belongs to another street; the message says which
     */
    public static Optional<Saved> read(Path folder, Origin wanted) throws IOException {
        Path file = file(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Saved saved = JSON.readValue(file.toFile(), Saved.class);
        if (saved.version() != VERSION) {
            throw new IOException(file + " has version " + saved.version() + ", this street reads " + VERSION);
        }
        if (!saved.origin().sameMake(wanted) || saved.street().homes().size() != wanted.homes()) {
            throw new IOException(file + " belongs to another street: made from " + saved.origin() + ", asked for "
                    + wanted + "; use the same options or another folder");
        }
        return Optional.of(saved);
    }

    @Override
    public void save(StreetState state) throws IOException {
        AtomicFile.write(file, JSON.writeValueAsBytes(new Saved(VERSION, origin, state)));
    }

    private static Path file(Path folder) {
        return folder.resolve("street-state.json");
    }
}
