package energy.peerwatt.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who may call what in one service: {@code src/test/resources/access.csv}, a header and then one rule a line,
 * {@code method,path,role,ownership,status}; role and ownership may be several, parted by {@code |}; # begins a comment.
 * Ownership is {@code none} where nothing in the path or body has an owner, else both {@code own} and {@code foreign}.
 * {@link #gaps} compares it with the service's own OpenAPI document, so an endpoint without a rule fails the build;
 * {@link AccessProbe} calls the service once for each rule and compares the status.
 */
public final class AccessTable {
    /** Everybody whom the table must speak of: the realm's roles, and who sends no token. */
    public static final List<String> ROLES = List.of(
            "household",
            "installer",
            "grid-operator",
            "community-manager",
            "gateway",
            "service",
            "auditor",
            AccessRule.ANONYMOUS);

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
    private static final String HEADER = "method,path,role,ownership,status";

    private final List<AccessRule> rules;

    private AccessTable(List<AccessRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The table of the service under test, at the root of its test resources. */
    public static AccessTable read() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (var file = loader.getResourceAsStream("access.csv")) {
            if (file == null) {
                throw new IllegalStateException("there is no access.csv at the root of the test resources");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("access.csv cannot be read", e);
        }
    }

    /** @throws IllegalArgumentException naming the first line that is no rule */
    public static AccessTable parse(String csv) {
        List<AccessRule> rules = new ArrayList<>();
        int number = 0;
        for (String line : csv.lines().toList()) {
            number++;
            String content = line.replaceFirst("#.*", "").strip();
            if (!content.isEmpty() && !content.equals(HEADER)) {
                rules.addAll(rulesOf(content, "line " + number + " of the access table"));
            }
        }
        return new AccessTable(rules);
    }

    private static List<AccessRule> rulesOf(String content, String where) {
        String[] fields = content.split(",", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException(where + " must be " + HEADER + " but is: " + content);
        }
        List<AccessRule> rules = new ArrayList<>();
        for (String role : fields[2].split("\\|")) {
            for (String ownership : fields[3].split("\\|")) {
                rules.add(AccessRule.of(where, fields[0], fields[1], role, ownership, fields[4]));
            }
        }
        return rules;
    }

    public List<AccessRule> rules() {
        return rules;
    }

    /**
     * @param openApi the JSON of {@code /q/openapi?format=json}
     * @param ownerParameters names of path parameters that name something with an owner, such as {@code account}
     * @return a sentence for each rule that is missing, stands twice, or is about no operation; empty if all is well
     */
    public List<String> gaps(String openApi, Set<String> ownerParameters) {
        List<String> gaps = new ArrayList<>();
        Set<String> operations = operations(openApi);
        for (String operation : operations) {
            List<AccessRule> stated = rules.stream()
                    .filter(rule -> rule.operation().equals(operation))
                    .toList();
            boolean owned = ownerParameters.stream().anyMatch(name -> operation.contains("{" + name + "}"))
                    || stated.stream().anyMatch(rule -> rule.ownership() != AccessRule.Ownership.NONE);
            ROLES.forEach(role -> ownerships(owned).forEach(ownership -> {
                long count = stated.stream()
                        .filter(rule -> rule.role().equals(role) && rule.ownership() == ownership)
                        .count();
                if (count != 1) {
                    gaps.add(operation + " has " + count + " rules for " + role + ", "
                            + ownership.name().toLowerCase(Locale.ROOT) + "; it must have one");
                }
            }));
            stated.stream()
                    .filter(rule -> ownerships(owned).noneMatch(rule.ownership()::equals))
                    .forEach(rule -> gaps.add(rule + " does not say whose: own or foreign"));
        }
        new LinkedHashSet<>(rules.stream().map(AccessRule::operation).toList())
                .stream()
                        .filter(operation -> !operations.contains(operation))
                        .forEach(operation -> gaps.add(operation + " has rules, but no such operation exists"));
        return gaps;
    }

    private static Stream<AccessRule.Ownership> ownerships(boolean owned) {
        return owned
                ? Stream.of(AccessRule.Ownership.OWN, AccessRule.Ownership.FOREIGN)
                : Stream.of(AccessRule.Ownership.NONE);
    }

    private static Set<String> operations(String openApi) {
        Set<String> operations = new TreeSet<>();
        try {
            JsonNode paths = new ObjectMapper().readTree(openApi).path("paths");
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("the OpenAPI document names no path");
            }
            paths.properties()
                    .forEach(path -> path.getValue().properties().stream()
                            .filter(entry -> METHODS.contains(entry.getKey()))
                            .forEach(entry ->
                                    operations.add(entry.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the OpenAPI document is no JSON", e);
        }
        return operations;
    }
}
