package energy.peerwatt.metergateway.control;

import energy.peerwatt.metergateway.GatewayConfig;
import energy.peerwatt.metergateway.device.DevicesFile;
import energy.peerwatt.metergateway.profile.Profiles;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Every gateway reads all orders by itself: in a shared group one would get what is meant for another. */
final class ConsumerGroup {
    @Produces
    @Singleton
    @Identifier("dispatches-requested")
    Map<String, Object> settings(GatewayConfig config) {
        return Map.of(
                "group.id",
                "meter-gateway-"
                        + DevicesFile.read(config.devices(), Profiles.load()).gateway());
    }
}
