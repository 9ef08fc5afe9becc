package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import java.time.Instant;

/**
 * What the registry's event MeterRegistered says.
 *
 * @param owner 0x and 40 hexadecimal digits
 */
public record Registration(
        Hash32 transaction,
        long block,
        long chainId,
        MeterId meter,
        GatewayId gateway,
        String owner,
        Hash32 metaHash,
        Instant validFrom) {}
