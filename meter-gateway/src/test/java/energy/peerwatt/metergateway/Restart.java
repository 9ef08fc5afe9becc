package energy.peerwatt.metergateway;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;

/** The end of a gateway and its beginning anew: all that it knows afterwards comes from its folder. */
public final class Restart {
    private Restart() {}

    public static void of(MeterGateway gateway) throws IOException {
        gateway.stop(new ShutdownEvent());
        gateway.start(new StartupEvent());
    }
}
