package energy.peerwatt.metergateway.access;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.MeterGateway;
import energy.peerwatt.metergateway.api.Problems;
import energy.peerwatt.metergateway.commission.domain.Tenure;
import io.quarkus.security.PermissionChecker;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * Whose meter it is decides who sees what it measured. A household that asks for another's is told what it would be told
 * of a meter that does not exist.
 */
@ApplicationScoped
public class MeterAccess {
    /** The present picture: for its household, and for the installer who has to compare it with the meter's display. */
    public static final String TELEMETRY = "meter-telemetry";

    /** The past of a home: for its household alone. */
    public static final String READINGS = "meter-readings";

    private final MeterGateway gateway;

    MeterAccess(MeterGateway gateway) {
        this.gateway = gateway;
    }

    @PermissionChecker(TELEMETRY)
    boolean telemetry(SecurityIdentity identity, String id) {
        return identity.hasRole(Caller.SERVICE) || identity.hasRole(Caller.INSTALLER) || isOwn(identity, id);
    }

    @PermissionChecker(READINGS)
    boolean readings(SecurityIdentity identity, String id) {
        return identity.hasRole(Caller.SERVICE) || isOwn(identity, id);
    }

    /** From when on readings are shown: to a household none of whoever had the metering point before it. */
    public Instant readableFrom(SecurityIdentity identity, MeterId meter) {
        return identity.hasRole(Caller.SERVICE)
                ? Instant.EPOCH
                : gateway.running().known().tenure(meter).map(Tenure::since).orElse(Instant.MAX);
    }

    private boolean isOwn(SecurityIdentity identity, String id) {
        if (!identity.hasRole(Caller.HOUSEHOLD)) {
            return false;
        }
        Optional<AccountId> owner =
                meter(id).flatMap(gateway.running().known()::tenure).map(Tenure::account);
        if (owner.isEmpty() || !owner.equals(Caller.account(identity))) {
            throw Problems.notFound("this gateway does not read a meter " + id);
        }
        return true;
    }

    private static Optional<MeterId> meter(String id) {
        try {
            return Optional.of(MeterId.of(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
