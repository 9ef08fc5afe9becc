package energy.peerwatt.street;

import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetBuilder;
import energy.peerwatt.street.profile.domain.ProfileCsv;
import energy.peerwatt.street.profile.domain.ProfileCsv.Outcome;
import energy.peerwatt.street.profile.domain.RecordedStreet;
import energy.peerwatt.street.profile.domain.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where load and sunlight come from. */
sealed interface Profiles {
    /** A name that changes when the profiles change. */
    String name();

    /** The street of the builder with these profiles. */
    Street street(StreetBuilder builder);

    /** Weather and appliances. */
    record Simulated() implements Profiles {
        @Override
        public String name() {
            return "simulated";
        }

        @Override
        public Street street(StreetBuilder builder) {
            return builder.simulated();
        }
    }

    /** A file that was measured. */
    record Recorded(String name, Recording recording) implements Profiles {
        @Override
        public Street street(StreetBuilder builder) {
            return RecordedStreet.of(builder, recording);
        }
    }

    /**
     * The profiles of a file, or the simulated ones without a file.
     *
     * @throws IOException if the file cannot be read or is not as it should be; the message names lines and reasons
     */
    static Profiles of(@Nullable Path file) throws IOException {
        if (file == null) {
            return new Simulated();
        }
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no profile file " + file, e);
        }
        String text = new String(content, StandardCharsets.UTF_8);
        return switch (ProfileCsv.read(text.lines().toList())) {
            case Outcome.Read read -> new Recorded(digest(content), read.recording());
            case Outcome.Rejected rejected ->
                throw new IOException(
                        "profile " + file + " cannot be used:\n  " + String.join("\n  ", rejected.problems()));
        };
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
