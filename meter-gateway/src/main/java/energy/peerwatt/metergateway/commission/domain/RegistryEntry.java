package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.messages.evidence.P256;
import java.util.List;
import java.util.Optional;

/**
 * What the registry on chain says of a gateway and of a metering point. It takes a gateway or a meter only with the
 * signatures of the gateway and of whoever answers for it, so what is there was signed by both.
 *
 * @param registry its address, 0x and 40 hexadecimal digits
 * @param nonce what the next message about the metering point has to carry, decimal
 * @param gatewayStatus NONE, ACTIVE, SUSPENDED or RETIRED
 * @param gatewayKeys of the gateway, in blocks that count as final, oldest first
 * @param meterStatus as of the gateway
 * @param meter how it was registered; empty if it was not
 * @param confirmed whether the registration is in a block that counts as final
 */
public record RegistryEntry(
        long chainId,
        String registry,
        String nonce,
        String gatewayStatus,
        List<P256.Point> gatewayKeys,
        String meterStatus,
        Optional<Registration> meter,
        boolean confirmed) {
    public RegistryEntry {
        gatewayKeys = List.copyOf(gatewayKeys);
    }
}
