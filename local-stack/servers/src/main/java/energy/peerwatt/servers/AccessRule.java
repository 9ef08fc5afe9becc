package energy.peerwatt.servers;

import java.util.Locale;

/**
 * One line of an {@link AccessTable}.
 *
 * @param path as OpenAPI writes it, with {@code {names}} of parameters
 * @param status what the service answers to that caller
 */
public record AccessRule(String method, String path, String role, Ownership ownership, int status) {
    /** The role of who sends no token. */
    public static final String ANONYMOUS = "anonymous";

    /** Whether the caller is the one whom the object belongs to. */
    public enum Ownership {
        OWN,
        FOREIGN,
        NONE
    }

    static AccessRule of(String where, String method, String path, String role, String ownership, String status) {
        if (!AccessTable.ROLES.contains(role.strip())) {
            throw new IllegalArgumentException(
                    where + ": role must be one of " + AccessTable.ROLES + " but is " + role);
        }
        if (!status.strip().matches("[2-5][0-9][0-9]")) {
            throw new IllegalArgumentException(where + ": status must be a status of HTTP but is " + status);
        }
        if (!ownership.strip().matches("own|foreign|none")) {
            throw new IllegalArgumentException(where + ": ownership must be own, foreign or none but is " + ownership);
        }
        return new AccessRule(
                method.strip().toUpperCase(Locale.ROOT),
                path.strip(),
                role.strip(),
                Ownership.valueOf(ownership.strip().toUpperCase(Locale.ROOT)),
                Integer.parseInt(status.strip()));
    }

    String operation() {
        return method + " " + path;
    }

    @Override
    public String toString() {
        return operation() + " by " + role + ", " + ownership.name().toLowerCase(Locale.ROOT) + ": " + status;
    }
}
