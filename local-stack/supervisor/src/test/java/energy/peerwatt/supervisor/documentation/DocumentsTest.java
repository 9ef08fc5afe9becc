package energy.peerwatt.supervisor.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.servers.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {
    private static final Path ROOT = RepositoryRoot.find();
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".peerwatt", "out", "cache");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    /** A class or a member of one, perhaps behind the last parts of its package. */
    private static final Pattern CLASS = Pattern.compile("`((?:[a-z0-9]+\\.)*)([A-Z][A-Za-z0-9]+)(?:\\.\\w+)?`");

    static Stream<Path> documents() {
        return files(".md").stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsToAFile(Path document) throws IOException {
        List<String> targets = LINK.matcher(Files.readString(document))
                .results()
                .map(match -> match.group(1))
                .filter(target -> !target.contains("://"))
                .toList();

        assertThat(targets)
                .allSatisfy(target ->
                        assertThat(document.resolveSibling(target).normalize()).exists());
    }

    @Test
    void everyClassOnTheWayOfAWattHourExistsWhereThePageSays() throws IOException {
        List<String> sources = Stream.of(".java", ".sol")
                .flatMap(extension -> files(extension).stream())
                .map(file -> file.toString().replace('\\', '/'))
                .filter(file -> file.contains("/src/main/"))
                .toList();
        List<MatchResult> named = CLASS.matcher(Files.readString(ROOT.resolve("docs/how-a-watt-hour-travels.md")))
                .results()
                .toList();

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(named.stream()
                        .filter(name -> sources.stream().noneMatch(source -> isNamed(source, name)))
                        .map(MatchResult::group))
                .as("classes that the page names and nobody finds")
                .isEmpty();
    }

    private static boolean isNamed(String source, MatchResult name) {
        String end = "/" + name.group(1).replace('.', '/') + name.group(2);
        return source.endsWith(end + ".java") || source.endsWith(end + ".sol");
    }

    private static List<Path> files(String extension) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(extension)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
