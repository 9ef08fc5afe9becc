package energy.peerwatt.servers;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of the repository, where broker jars, chain binary and built services are. Taken from the system property
 * {@value #PROPERTY} or found by walking up from the working directory, then from where this class was loaded.
 */
public final class RepositoryRoot {
    public static final String PROPERTY = "peerwatt.root";

    private RepositoryRoot() {}

    /** @throws ServerFailure if it is nowhere above */
    public static Path find() {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        return Stream.concat(above(Path.of("").toAbsolutePath()), above(ownLocation()))
                .filter(RepositoryRoot::isRoot)
                .findFirst()
                .orElseThrow(() -> new ServerFailure("the PeerWatt repository is neither above "
                        + Path.of("").toAbsolutePath() + " nor above " + ownLocation() + "; name it with -D" + PROPERTY
                        + "=FOLDER"));
    }

    private static Stream<Path> above(Path start) {
        return Stream.iterate(Optional.of(start), Optional::isPresent, path -> path.map(Path::getParent))
                .map(Optional::orElseThrow);
    }

    private static boolean isRoot(Path folder) {
        return Files.isRegularFile(folder.resolve("pom.xml"))
                && Files.isRegularFile(folder.resolve("local-stack/broker/pom.xml"));
    }

    private static Path ownLocation() {
        try {
            return Path.of(RepositoryRoot.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new ServerFailure("this class was loaded from a place without a path", e);
        }
    }
}
