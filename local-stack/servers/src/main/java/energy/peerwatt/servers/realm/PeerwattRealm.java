package energy.peerwatt.servers.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;

/**
 * The realm's file. {@code peerwatt-realm.json} holds what every installation has, with the secrets of its clients left
 * to the environment; the local demo adds its gateway, its people, its secrets and the client {@code local-stack}.
 */
public final class PeerwattRealm {
    public static final String NAME = "peerwatt";
    private static final String EVERYWHERE = "peerwatt-realm.json";
    private static final String DEMO = "demo.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PeerwattRealm() {}

    /** @return JSON for Keycloak's import */
    public static String ofDemo(List<DemoPerson> people, List<UUID> gateways) {
        ObjectNode realm = resource(EVERYWHERE);
        ObjectNode demo = resource(DEMO);
        ArrayNode clients = realm.withArray("clients").addAll(demo.withArray("clients"));
        ArrayNode users = realm.withArray("users").addAll(demo.withArray("users"));
        gateways.forEach(gateway -> {
            clients.add(gatewayClient(realm, gateway));
            users.add(gatewayUser(gateway));
        });
        for (JsonNode client : clients) {
            String id = client.path("clientId").asText();
            ((ObjectNode) client).put("secret", DemoSecrets.ofClient(id));
            if (client.path("standardFlowEnabled").asBoolean()) {
                ((ObjectNode) client)
                        .putArray("redirectUris")
                        .add("http://127.0.0.1:*")
                        .add("http://localhost:*");
            }
        }
        people.forEach(person -> users.add(person.representation()));
        return realm.toPrettyString();
    }

    /** @return body of a partial import: people whom an existing realm may not know yet; known ones stay as they are */
    public static ObjectNode missing(List<DemoPerson> people) {
        ObjectNode body = MAPPER.createObjectNode().put("ifResourceExists", "SKIP");
        ArrayNode users = body.putArray("users");
        people.forEach(person -> users.add(person.representation()));
        return body;
    }

    private static ObjectNode resource(String name) {
        try (InputStream file = PeerwattRealm.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not beside " + PeerwattRealm.class);
            }
            return (ObjectNode) MAPPER.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    public static String gatewayClientId(UUID gateway) {
        return "gateway-" + gateway;
    }

    private static ObjectNode gatewayClient(ObjectNode realm, UUID gateway) {
        ObjectNode client = MAPPER.createObjectNode();
        client.put("clientId", gatewayClientId(gateway)).put("description", "a gateway in the field");
        client.put("publicClient", false).put("standardFlowEnabled", false).put("serviceAccountsEnabled", true);
        ArrayNode scopes = client.putArray("defaultClientScopes");
        realm.path("defaultDefaultClientScopes").forEach(scopes::add);
        scopes.add("to-meter-gateway").add("to-grid-service");
        return client;
    }

    private static ObjectNode gatewayUser(UUID gateway) {
        ObjectNode user = MAPPER.createObjectNode();
        user.put("username", "service-account-" + gatewayClientId(gateway)).put("enabled", true);
        user.put("serviceAccountClientId", gatewayClientId(gateway));
        user.putArray("realmRoles").add("gateway");
        user.putObject("attributes").putArray("gateway_id").add(gateway.toString());
        return user;
    }
}
