package energy.peerwatt.gridservice.dispatch;

import energy.peerwatt.gridservice.config.GridConfig;
import energy.peerwatt.messages.event.DispatchRequested;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.evidence.P256;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The P-256 key that speaks for this service to gateways. It signs dispatch orders, nothing else. */
@Singleton
@Startup
public class DispatchKey {
    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    DispatchKey(GridConfig config, @ConfigProperty(name = "peerwatt.demo", defaultValue = "false") boolean demo) {
        if (config.keyPassword().equals(GridConfig.DEMO_PASSWORD) && !demo) {
            throw new IllegalStateException(
                    "peerwatt.grid.key-password is that of the local demo: set another, or peerwatt.demo=true");
        }
        KeyFile file = KeyFile.open(
                config.state().resolve("dispatch-key.p12"), config.keyPassword().toCharArray());
        this.privateKey = file.privateKey();
        this.publicKey = file.publicKey();
    }

    public DispatchRequested sign(DispatchOrder order) {
        return DispatchRequested.signed(order, privateKey);
    }

    public P256.Point point() {
        return P256.Point.of(publicKey);
    }
}
