package energy.peerwatt.kit.start;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A password that everybody knows is for a local demo or a test; anywhere else the service does not start with it. */
@ApplicationScoped
public class DemoSecrets {
    /** Of databases on loopback that check none: those of the services, and that of the test servers. */
    private static final Set<String> OF_DATABASES =
            Set.of("order_book", "settlement", "grid_service", "app_backend", "postgres");

    private final Optional<String> databasePassword;
    private final boolean demo;

    DemoSecrets(
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> databasePassword,
            @ConfigProperty(name = "peerwatt.demo", defaultValue = "false") boolean demo) {
        this.databasePassword = databasePassword;
        this.demo = demo;
    }

    /** Before anything else begins. */
    void refuse(@Observes @Priority(1) StartupEvent start) {
        if (!demo && databasePassword.filter(OF_DATABASES::contains).isPresent()) {
            throw new IllegalStateException("quarkus.datasource.password is one that everybody knows: set another, or"
                    + " peerwatt.demo=true for a local demo");
        }
    }
}
