package energy.peerwatt.appbackend.provisioning;

import energy.peerwatt.messages.id.GatewayId;

/** By what a gateway signs in. */
public final class GatewayCredential {
    private GatewayCredential() {}

    /** @param secret shown this once; nobody can read it again */
    public record Created(String clientId, GatewayId gatewayId, String secret) {}

    public record Known(String clientId, String description, boolean enabled) {}
}
