package energy.peerwatt.appbackend.provisioning;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The part of Keycloak's administration that this service needs. What is half made is taken back. */
@ApplicationScoped
class Realm {
    private static final String CLIENT_PREFIX = "gateway-";
    private static final String GATEWAY_ROLE = "gateway";
    private static final String HOUSEHOLD_ROLE = "household";
    /** What the realm gives every client, and the services a gateway speaks to. */
    private static final List<String> GATEWAY_SCOPES =
            List.of("basic", "profile", "roles", "peerwatt", "to-meter-gateway", "to-grid-service");

    private static final int MOST_LISTED = 200;

    private final Keycloak keycloak;
    private final String name;

    Realm(Keycloak keycloak, @ConfigProperty(name = "quarkus.keycloak.admin-client.realm") String name) {
        this.keycloak = keycloak;
        this.name = name;
    }

    /** Empty where there is such a client already. */
    Optional<GatewayCredential.Created> createGateway(GatewayId gateway, String description) {
        RealmResource realm = keycloak.realm(name);
        String clientId = CLIENT_PREFIX + gateway;
        Optional<String> id = created(realm.clients().create(client(clientId, description)));
        return id.map(made -> {
            ClientResource client = realm.clients().get(made);
            try {
                UserRepresentation account = client.getServiceAccountUser();
                account.singleAttribute("gateway_id", gateway.toString());
                UserResource user = realm.users().get(account.getId());
                user.update(account);
                grant(realm, user, GATEWAY_ROLE);
                return new GatewayCredential.Created(
                        clientId, gateway, client.getSecret().getValue());
            } catch (RuntimeException e) {
                client.remove();
                throw e;
            }
        });
    }

    List<GatewayCredential.Known> gateways() {
        return keycloak.realm(name).clients().findAll(CLIENT_PREFIX, true, true, 0, MOST_LISTED).stream()
                .filter(client -> client.getClientId().startsWith(CLIENT_PREFIX))
                .map(client -> new GatewayCredential.Known(
                        client.getClientId(),
                        client.getDescription() == null ? "" : client.getDescription(),
                        Boolean.TRUE.equals(client.isEnabled())))
                .toList();
    }

    boolean isBound(AccountId account) {
        return !keycloak.realm(name)
                .users()
                .searchByAttributes("account_id:" + account)
                .isEmpty();
    }

    /** Empty where the name or the address is taken. */
    Optional<Invitation.Made> invite(Invitation invitation, String password) {
        RealmResource realm = keycloak.realm(name);
        return created(realm.users().create(user(invitation, password))).map(id -> {
            UserResource user = realm.users().get(id);
            try {
                grant(realm, user, HOUSEHOLD_ROLE);
                return new Invitation.Made(invitation.username(), invitation.account(), password);
            } catch (RuntimeException e) {
                user.remove();
                throw e;
            }
        });
    }

    private static void grant(RealmResource realm, UserResource user, String role) {
        RoleRepresentation found = realm.roles().get(role).toRepresentation();
        user.roles().realmLevel().add(List.of(found));
    }

    private static Optional<String> created(Response response) {
        try (response) {
            return response.getStatus() == Response.Status.CONFLICT.getStatusCode()
                    ? Optional.empty()
                    : Optional.of(CreatedResponseUtil.getCreatedId(response));
        }
    }

    private static ClientRepresentation client(String clientId, String description) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setDescription(description);
        client.setEnabled(true);
        client.setPublicClient(false);
        client.setServiceAccountsEnabled(true);
        client.setStandardFlowEnabled(false);
        client.setImplicitFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        client.setFullScopeAllowed(true);
        client.setDefaultClientScopes(GATEWAY_SCOPES);
        return client;
    }

    private static UserRepresentation user(Invitation invitation, String password) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(invitation.username());
        user.setFirstName(invitation.name());
        user.setEmail(invitation.email());
        user.setEnabled(true);
        user.singleAttribute("account_id", invitation.account().toString());
        user.singleAttribute("community_id", invitation.community().toString());
        CredentialRepresentation credential = new CredentialRepresentation();
        credential.setType(CredentialRepresentation.PASSWORD);
        credential.setValue(password);
        credential.setTemporary(true);
        user.setCredentials(List.of(credential));
        return user;
    }
}
