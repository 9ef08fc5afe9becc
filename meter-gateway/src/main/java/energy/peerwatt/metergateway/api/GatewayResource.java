package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.evidence.DeviceRegistration;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.MeterGateway;
import energy.peerwatt.metergateway.access.Caller;
import energy.peerwatt.metergateway.access.MeterAccess;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.Stage;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.inverter.InverterReader;
import energy.peerwatt.metergateway.inverter.domain.InverterName;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the gateway is, what it read, and its signatures for the registry of devices. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class GatewayResource {
    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1000;

    private final MeterGateway gateway;
    private final MeterAccess access;
    private final SecurityIdentity identity;
    private final Clock clock;

    GatewayResource(MeterGateway gateway, MeterAccess access, SecurityIdentity identity, Clock clock) {
        this.gateway = gateway;
        this.access = access;
        this.identity = identity;
        this.clock = clock;
    }

    /** A signature r | s, 0x and 128 hex digits. */
    public record SignatureView(String signature) {
        static SignatureView of(byte[] signature) {
            return new SignatureView("0x" + HexFormat.of().formatHex(signature));
        }
    }

    @GET
    @Path("gateway")
    @RolesAllowed({Caller.INSTALLER, Caller.SERVICE})
    public GatewayView gateway() {
        MeterGateway.Running running = gateway.running();
        P256.Point key = running.keys().history().keyAt(clock.instant());
        return new GatewayView(
                running.devices().gateway(),
                key.x(),
                key.y(),
                running.state().lastBoundary().orElse(null),
                running.meters().stream().map(this::view).toList());
    }

    /** Signs the registration of this gateway with its own key, for these typed values only. */
    @POST
    @Path("gateway/registration-signature")
    @RolesAllowed({Caller.INSTALLER, Caller.SERVICE})
    public SignatureView signGateway(@Nullable JsonNode body) {
        RequestFields fields = new RequestFields(body);
        Optional<DeviceRegistration.Domain> domain = domain(fields);
        Optional<String> host = fields.address("host");
        Optional<Hash32> meta = fields.value("metaHash", Hash32::new);
        Optional<BigInteger> nonce = fields.unsigned256("nonce");
        Optional<Instant> deadline = fields.instant("deadline");
        fields.requireValid();
        MeterGateway.Running running = gateway.running();
        return SignatureView.of(running.keys()
                .sign(
                        new DeviceRegistration.Gateway(
                                running.devices().gateway(),
                                host.orElseThrow(),
                                running.keys().history().first(),
                                meta.orElseThrow(),
                                nonce.orElseThrow(),
                                deadline.orElseThrow()),
                        domain.orElseThrow()));
    }

    /**
     * Signs the binding of a meter to this gateway and an owner; only for a meter that this gateway reads, and for one that
     * came by commissioning only what was sealed.
     */
    @POST
    @Path("meters/{id}/registration-signature")
    @RolesAllowed({Caller.INSTALLER, Caller.SERVICE})
    public SignatureView signMeter(@PathParam("id") String id, @Nullable JsonNode body) {
        Optional<Hash32> sealed = sealedHash(id);
        RequestFields fields = new RequestFields(body);
        Optional<DeviceRegistration.Domain> domain = domain(fields);
        Optional<String> owner = fields.address("owner");
        Optional<Hash32> meta = fields.value("metaHash", Hash32::new);
        Optional<Instant> validFrom = fields.instant("validFrom");
        Optional<BigInteger> nonce = fields.unsigned256("nonce");
        Optional<Instant> deadline = fields.instant("deadline");
        if (sealed.isPresent() && meta.isPresent() && !sealed.equals(meta)) {
            fields.violation("metaHash", "must be " + sealed.get() + ", the hash of the sealed binding");
        }
        fields.requireValid();
        MeterGateway.Running running = gateway.running();
        return SignatureView.of(running.keys()
                .sign(
                        new DeviceRegistration.Meter(
                                CommissioningDoor.meter(id),
                                running.devices().gateway(),
                                owner.orElseThrow(),
                                meta.orElseThrow(),
                                validFrom.orElseThrow(),
                                nonce.orElseThrow(),
                                deadline.orElseThrow()),
                        domain.orElseThrow()));
    }

    @GET
    @Path("meters/{id}/telemetry")
    @PermissionsAllowed(MeterAccess.TELEMETRY)
    public TelemetryReported telemetry(@PathParam("id") String id) {
        Meter meter = meter(id);
        return meter.lastTelemetry()
                .orElseThrow(() -> Problems.notFound("meter " + id + " was not read since the gateway started"));
    }

    /** Who holds the home's inverter or battery, since when and until when: for the owner too. */
    @GET
    @Path("meters/{id}/controls")
    @PermissionsAllowed(MeterAccess.TELEMETRY)
    public ControlView controls(@PathParam("id") String id) {
        Device device =
                gateway.running().known().device(CommissioningDoor.meter(id)).orElseThrow(() -> unknown(id));
        return ControlView.of(device, gateway.running().controls().book(), clock.instant());
    }

    /**
     * The newest readings that are still in the log, newest last; of a meter that is read no more as well. A household
     * sees none from before its time.
     */
    @GET
    @Path("meters/{id}/readings")
    @PermissionsAllowed(MeterAccess.READINGS)
    public List<ReadingView> readings(@PathParam("id") String id, @QueryParam("limit") @Nullable String limit)
            throws IOException {
        MeterId meter = CommissioningDoor.meter(id);
        if (!gateway.running().known().hasHistory(meter)) {
            throw unknown(id);
        }
        int most = limit(limit);
        return new SealedReadings(gateway.running().outbox().sealedLog())
                .newest(meter, access.readableFrom(identity, meter), most);
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL_LIMIT;
        }
        if (text.matches("[0-9]{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        }
        throw Problems.invalid(
                List.of(new Problems.Violation("limit", "must be a whole number from 1 to " + HIGHEST_LIMIT)));
    }

    private static Optional<DeviceRegistration.Domain> domain(RequestFields fields) {
        Optional<Long> chain = fields.positive("chainId");
        Optional<String> registry = fields.address("registry");
        return chain.isPresent() && registry.isPresent()
                ? Optional.of(new DeviceRegistration.Domain(chain.get(), registry.get()))
                : Optional.empty();
    }

    /** The binding that this gateway may sign alone; empty where it signs for a meter that it reads. */
    private Optional<Hash32> sealedHash(String id) {
        MeterId meter = CommissioningDoor.meter(id);
        Optional<Hash32> sealed = gateway.running()
                .commissionings()
                .find(meter)
                .flatMap(steps -> steps.look(it ->
                        it.at(Stage.SEALED) ? it.fact(Fact.Bound.class).map(Fact.Bound::hash) : Optional.empty()));
        if (sealed.isEmpty()) {
            meter(id);
        }
        return sealed;
    }

    private Meter meter(String id) {
        return gateway.running().fleet().meter(CommissioningDoor.meter(id)).orElseThrow(() -> unknown(id));
    }

    private static HttpProblem unknown(String id) {
        return Problems.notFound("this gateway does not read a meter " + id);
    }

    private GatewayView.MeterView view(Meter meter) {
        Optional<IntervalReading> last = gateway.running().state().last(meter.id());
        return new GatewayView.MeterView(
                meter.id(),
                meter.device().name(),
                meter.device().endpoint().toString(),
                meter.serial().orElse(null),
                last.map(IntervalReading::seq).orElse(0L),
                last.map(IntervalReading::boundary).orElse(null),
                meter.lastTelemetry().map(TelemetryReported::at).orElse(null),
                meter.condition(),
                meter.device().inverter().map(inverter -> view(inverter, meter)).orElse(null));
    }

    private GatewayView.InverterView view(Device.Inverter inverter, Meter meter) {
        Optional<InverterReader> reader = gateway.running().fleet().inverter(meter);
        Optional<InverterReader.Known> known = reader.flatMap(InverterReader::known);
        Optional<InverterName> name = reader.flatMap(InverterReader::name);
        return new GatewayView.InverterView(
                inverter.endpoint().toString(),
                name.flatMap(InverterName::maker).orElse(null),
                name.flatMap(InverterName::model).orElse(null),
                name.flatMap(InverterName::serial).orElse(null),
                known.map(InverterReader.Known::controls)
                        .filter(controls -> controls.limited().orElse(false))
                        .flatMap(InverterPicture.Controls::limitPermille)
                        .orElse(null));
    }
}
