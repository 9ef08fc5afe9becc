package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.messages.evidence.P256;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the registry on chain says of a gateway and of a metering point. It takes a gateway or a meter only with the
 * signatures of the gateway and of whoever answers for it, so what is there was signed by both.
 *
 * @param registry its address, 0x and 40 hexadecimal digits
 * @param nonce what the next message about the metering point has to carry, decimal
 * @param gatewayStatus NONE, ACTIVE, SUSPENDED or RETIRED
 * @param gatewayKeys of the gateway, in blocks that count as final, in any order
 * @param meterStatus as of the gateway
 * @param meter how it was registered; empty if it was not
 * @param confirmed whether the registration is in a block that counts as final
 */
public record RegistryEntry(
        long chainId,
        String registry,
        String nonce,
        String gatewayStatus,
        List<Key> gatewayKeys,
        String meterStatus,
        Optional<Registration> meter,
        boolean confirmed) {
    public RegistryEntry {
        gatewayKeys = List.copyOf(gatewayKeys);
    }

    /** @param validFrom of seals; until the next key's time */
    public record Key(P256.Point point, Instant validFrom) {}

    /** By which the gateway's seals of this boundary are verified. */
    public Optional<P256.Point> keyAt(Instant boundary) {
        return gatewayKeys.stream()
                .filter(key -> !key.validFrom().isAfter(boundary))
                .max(Comparator.comparing(Key::validFrom))
                .map(Key::point);
    }
}
