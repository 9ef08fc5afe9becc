package energy.peerwatt.servers.realm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Somebody who signs in with the password of the demo.
 *
 * @param role of the realm
 * @param attributes {@code account_id}, {@code community_id}: what the claims of that name will say
 */
public record DemoPerson(String username, String name, String role, Map<String, String> attributes) {
    /** Argon2 of {@link DemoSecrets#PASSWORD}: hashing it for each of a hundred people would take half a minute. */
    private static final String HASH = """
            {"value":"Epjd9QtvMBy2lw4kCI4ShcC3d9cVbJTNkVmzRdKK8F8=","salt":"AN3rakGCT5BR6RYIQqJ/7w==",\
            "additionalParameters":{}}""";

    private static final String HASHED_BY = """
            {"hashIterations":5,"algorithm":"argon2","additionalParameters":{"hashLength":["32"],"memory":["7168"],\
            "type":["id"],"version":["1.3"],"parallelism":["1"]}}""";

    public DemoPerson {
        attributes = Map.copyOf(attributes);
    }

    public static DemoPerson household(int number, UUID account, UUID community) {
        return new DemoPerson(
                "household-" + number,
                "Household " + number,
                "household",
                Map.of("account_id", account.toString(), "community_id", community.toString()));
    }

    /** As a realm's file and its partial import have their users. */
    public ObjectNode representation() {
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        user.put("username", username).put("firstName", name).put("enabled", true);
        ObjectNode all = user.putObject("attributes");
        new TreeMap<>(attributes).forEach((key, value) -> all.putArray(key).add(value));
        user.putArray("realmRoles").add(role);
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("secretData", HASH)
                .put("credentialData", HASHED_BY);
        return user;
    }
}
