package energy.peerwatt.metergateway.api;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.MeterGateway;
import energy.peerwatt.metergateway.commission.Commissionings;
import energy.peerwatt.metergateway.commission.RefusedException;
import energy.peerwatt.metergateway.commission.Steps;
import energy.peerwatt.metergateway.commission.domain.Supply;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.probe.OwnNetworks;
import energy.peerwatt.metergateway.profile.Profiles;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What all requests about commissioning have in common. */
@Singleton
class CommissioningDoor {
    private static final int HIGHEST_UNIT = 247;

    private final MeterGateway gateway;
    private final SecurityIdentity identity;

    CommissioningDoor(MeterGateway gateway, SecurityIdentity identity) {
        this.gateway = gateway;
        this.identity = identity;
    }

    /** Something that the gateway may refuse to do now. */
    @FunctionalInterface
    interface Attempted {
        Object attempt() throws IOException, InterruptedException, RefusedException;
    }

    /** Who calls: the subject of the token, which is what Keycloak never changes. */
    String actor() {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                ? token.getSubject()
                : identity.getPrincipal().getName();
    }

    /** What the caller identified itself by. */
    String token() {
        return identity.getPrincipal() instanceof JsonWebToken token ? token.getRawToken() : "";
    }

    Profiles profiles() {
        return gateway.running().profiles();
    }

    static MeterId meter(String id) {
        try {
            return MeterId.of(id);
        } catch (IllegalArgumentException e) {
            throw Problems.invalid(List.of(new Problems.Violation("id", String.valueOf(e.getMessage()))));
        }
    }

    Optional<Steps> find(MeterId meter) {
        return all().find(meter);
    }

    Steps begin(MeterId meter) throws IOException {
        return all().begin(meter);
    }

    Commissionings all() {
        return gateway.running().commissionings();
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem if nobody has begun with it */
    Steps steps(String id) {
        return find(meter(id))
                .orElseThrow(() -> Problems.notFound("nobody has begun to put metering point " + id + " into service"));
    }

    /** The address in a request; what it does not say the devices file says. */
    Target target(MeterId meter, RequestFields fields) {
        Optional<Device> listed = gateway.running().fleet().listed().device(meter);
        Optional<Endpoint> endpoint = listed.isPresent() && !fields.has("url")
                ? listed.map(Device::endpoint)
                : fields.value("url", this::reachable);
        Optional<Integer> unit = listed.isPresent() && !fields.has("unit")
                ? listed.map(Device::unit)
                : fields.integer("unit", 0, HIGHEST_UNIT).map(Long::intValue);
        Optional<Supply> supply = supply(fields);
        fields.requireValid();
        return new Target(endpoint.orElseThrow().toString(), unit.orElseThrow(), supply.orElseThrow());
    }

    /** A bus of the devices file as that names it, any other by its address. */
    private Endpoint reachable(String url) {
        Endpoint endpoint = Endpoint.parse(url);
        Endpoint settled = OwnNetworks.settled(endpoint);
        return gateway.running().fleet().listed().devices().stream()
                        .flatMap(Device::endpoints)
                        .anyMatch(endpoint::equals)
                ? endpoint
                : settled;
    }

    private static Optional<Supply> supply(RequestFields fields) {
        int volts = number(fields, "nominalVolts", Supply.EUROPE.volts());
        int hertz = number(fields, "nominalHertz", Supply.EUROPE.hertz());
        int phases = number(fields, "phases", Supply.EUROPE.phases());
        try {
            return Optional.of(new Supply(volts, hertz, phases));
        } catch (IllegalArgumentException e) {
            fields.violation("nominalVolts", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static int number(RequestFields fields, String field, int usual) {
        return fields.has(field)
                ? fields.integer(field, 1, 1000).map(Long::intValue).orElse(usual)
                : usual;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem if the gateway refuses */
    static void attempt(Attempted step) throws IOException, InterruptedException {
        try {
            step.attempt();
        } catch (RefusedException e) {
            throw Problems.notNow(String.valueOf(e.getMessage()));
        }
    }
}
