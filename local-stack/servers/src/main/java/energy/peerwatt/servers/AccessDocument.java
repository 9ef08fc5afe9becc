package energy.peerwatt.servers;

import energy.peerwatt.servers.AccessRule.Ownership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/**
 * What docs/identity.md says of who may what in a service, made from its access table: between {@code <!-- access:NAME
 * -->} and {@code <!-- access:end -->}. A test of the service holds the page against the table; run with {@code
 * -Dpeerwatt.docs.write=true} it writes the page instead.
 */
public final class AccessDocument {
    private static final String END = "<!-- access:end -->";
    private static final List<String> COLUMNS = AccessTable.ROLES.stream()
            .filter(role -> !role.equals(AccessRule.ANONYMOUS))
            .toList();
    private static final Set<String> OWNERS = Set.of("household", "community-manager", "gateway");

    private AccessDocument() {}

    /** The table as Markdown: an operation a line, a role a column. */
    static String markdown(AccessTable table) {
        StringBuilder lines = new StringBuilder("| | " + String.join(" | ", COLUMNS) + " |\n");
        lines.append("|---".repeat(COLUMNS.size() + 1)).append("|\n");
        Set<String> operations =
                table.rules().stream().map(AccessRule::operation).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String operation : operations) {
            lines.append("| `").append(operation).append("` |");
            COLUMNS.forEach(role ->
                    lines.append(" ").append(cell(table, operation, role)).append(" |"));
            lines.append("\n");
        }
        return lines.toString();
    }

    private static String cell(AccessTable table, String operation, String role) {
        List<AccessRule> allowed = table.rules().stream()
                .filter(rule ->
                        rule.operation().equals(operation) && rule.role().equals(role))
                .filter(rule -> !isRefusal(rule))
                .toList();
        if (allowed.isEmpty()) {
            return "–";
        }
        boolean owned = allowed.stream().noneMatch(rule -> rule.ownership() == Ownership.NONE);
        return owned && OWNERS.contains(role) ? "own" : "yes";
    }

    /** Any other answer, a complaint about the body among them, is one to a caller who may ask. */
    private static boolean isRefusal(AccessRule rule) {
        return rule.status() == 401
                || rule.status() == 403
                || rule.status() == 404 && rule.ownership() == Ownership.FOREIGN;
    }

    /** Fails unless the page says of that service what its table says. */
    public static void check(String service, AccessTable table) {
        Path page = RepositoryRoot.find().resolve("docs/identity.md");
        String begin = "<!-- access:" + service + " -->";
        try {
            String text = Files.readString(page);
            int from = text.indexOf(begin);
            int to = text.indexOf(END, Math.max(from, 0));
            Assertions.assertTrue(from >= 0 && to > from, page + " lacks " + begin + " and " + END + " after it");
            String wanted = begin + "\n" + markdown(table);
            if (Boolean.getBoolean("peerwatt.docs.write")) {
                Files.writeString(page, text.substring(0, from) + wanted + text.substring(to));
                return;
            }
            Assertions.assertEquals(
                    wanted,
                    text.substring(from, to),
                    "docs/identity.md is behind the access table; run this test with -Dpeerwatt.docs.write=true");
        } catch (IOException e) {
            throw new UncheckedIOException(page.toString(), e);
        }
    }
}
