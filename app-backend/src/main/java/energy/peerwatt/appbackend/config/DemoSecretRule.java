package energy.peerwatt.appbackend.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Everybody knows the secrets of the demo: outside of one, this service does not start with them. */
@ApplicationScoped
class DemoSecretRule {
    private static final String DEMO_PREFIX = "demo-only-";

    void check(
            @Observes StartupEvent start,
            @ConfigProperty(name = "quarkus.oidc.credentials.secret") Optional<String> secret,
            @ConfigProperty(name = "peerwatt.demo", defaultValue = "false") boolean demo) {
        if (!demo && secret.filter(text -> text.startsWith(DEMO_PREFIX)).isPresent()) {
            throw new IllegalStateException("quarkus.oidc.credentials.secret is a secret of the demo, which everybody"
                    + " knows; give this client its own, or set peerwatt.demo=true on a machine for trying out");
        }
    }
}
