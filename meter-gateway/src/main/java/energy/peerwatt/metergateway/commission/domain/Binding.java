package energy.peerwatt.metergateway.commission.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose a device is, where it is and from which counters on it counts. Its canonical JSON (RFC 8785) is what gateway and
 * installer sign, and its Keccak-256 is the meta hash that the registry on chain keeps: the salt is in it, so that nobody
 * can guess the household from the hash.
 *
 * @param sealNumber of the seal on the device
 * @param photoSha256 of the picture of the sealed device, 64 hexadecimal digits; empty without one
 * @param epoch of its counters; counts up with every device of the metering point
 * @param at market time of the counters
 * @param salt 64 hexadecimal digits, random
 * @param inversion where the meter is read the other way round; null, and not in the signed JSON, where it is not
 */
public record Binding(
        MeterId meter,
        GatewayId gateway,
        AccountId account,
        GridZoneId zone,
        Role role,
        String serial,
        String profileHash,
        String sealNumber,
        String photoSha256,
        Counters start,
        int epoch,
        Instant at,
        String salt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Inversion inversion) {

    /** What the device measures. */
    public enum Role {
        GRID,
        PV,
        BATTERY,
        LOAD
    }

    /** Whether it says the same but for the moment it was made at. */
    public boolean sameAs(Binding other) {
        return meter.equals(other.meter)
                && account.equals(other.account)
                && zone.equals(other.zone)
                && role == other.role
                && serial.equals(other.serial)
                && sealNumber.equals(other.sealNumber)
                && photoSha256.equals(other.photoSha256)
                && Objects.equals(inversion, other.inversion);
    }
}
