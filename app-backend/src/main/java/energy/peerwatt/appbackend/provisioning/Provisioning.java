package energy.peerwatt.appbackend.provisioning;

import energy.peerwatt.appbackend.service.Answer;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Makes credentials; a Keycloak that does not answer is an {@link Answer}, as it is for every other service. */
@ApplicationScoped
public class Provisioning {
    private static final Logger LOG = Logger.getLogger(Provisioning.class);
    private static final int PASSWORD_BYTES = 12;

    private final Realm realm;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Provisioning(Realm realm, Clock clock) {
        this.realm = realm;
        this.clock = clock;
    }

    public Answer<List<GatewayCredential.Known>> gateways() {
        return ask(realm::gateways);
    }

    /** Nothing inside where the gateway has a credential already. */
    Answer<Optional<GatewayCredential.Created>> createGateway(GatewayId gateway, String description) {
        return ask(() -> realm.createGateway(gateway, description));
    }

    Answer<Boolean> isBound(AccountId account) {
        return ask(() -> realm.isBound(account));
    }

    /** Nothing inside where the username or the address is taken. */
    Answer<Optional<Invitation.Made>> invite(Invitation invitation) {
        byte[] password = new byte[PASSWORD_BYTES];
        random.nextBytes(password);
        return ask(() ->
                realm.invite(invitation, Base64.getUrlEncoder().withoutPadding().encodeToString(password)));
    }

    private <T> Answer<T> ask(Supplier<T> request) {
        try {
            return new Answer.Known<>(request.get());
        } catch (ProcessingException | WebApplicationException | TimeoutException | IllegalStateException e) {
            LOG.warnf("Keycloak does not do as it is told: %s", e);
            return new Answer.Away<>("Keycloak", clock.instant());
        }
    }
}
