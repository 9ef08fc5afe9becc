package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.DeviceRegistration;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.KeyRotation;
import energy.peerwatt.messages.evidence.SignedKeyRotation;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.metergateway.MeterGateway;
import energy.peerwatt.metergateway.access.Caller;
import energy.peerwatt.metergateway.seal.KeyDesk;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The gateway's keys, and how they change. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Caller.INSTALLER, Caller.SERVICE})
public class KeyRotationsResource {
    private final MeterGateway gateway;
    private final Clock clock;

    KeyRotationsResource(MeterGateway gateway, Clock clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    /**
     * @param rotations those that hold or will
     * @param prepared one that waits for its confirmation, left out without one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KeysView(
            GatewayId gatewayId,
            Hash32 firstKeyX,
            Hash32 firstKeyY,
            List<RotationView> rotations,
            @Nullable RotationView prepared) {}

    /**
     * @param validFrom market time
     * @param record the rotation's bytes with both signatures, Base64
     */
    public record RotationView(int number, Hash32 keyX, Hash32 keyY, Instant validFrom, SignedKeyRotation record) {
        static RotationView of(SignedKeyRotation signed) {
            KeyRotation rotation = signed.decoded();
            return new RotationView(
                    rotation.number(), rotation.after().x(), rotation.after().y(), rotation.validFrom(), signed);
        }
    }

    /** @param signature r | s by the key that is to come, for the registry, 0x and 128 hex digits */
    public record PreparedView(RotationView rotation, String signature) {}

    @GET
    @Path("gateway/keys")
    public KeysView keys() {
        MeterGateway.Running running = gateway.running();
        return new KeysView(
                running.devices().gateway(),
                running.keys().history().first().x(),
                running.keys().history().first().y(),
                running.state().rotations().stream().map(RotationView::of).toList(),
                running.state().preparedRotation().map(RotationView::of).orElse(null));
    }

    /** Makes the next key and signs for the registry that it follows. It holds once it is confirmed. */
    @POST
    @Path("gateway/key-rotations")
    public PreparedView prepare(@Nullable JsonNode body) throws IOException {
        RequestFields fields = new RequestFields(body);
        Optional<Long> chain = fields.positive("chainId");
        Optional<String> registry = fields.address("registry");
        Optional<Instant> validFrom = fields.instant("validFrom");
        Optional<BigInteger> nonce = fields.unsigned256("nonce");
        Optional<Instant> deadline = fields.instant("deadline");
        long slot = gateway.running().devices().slot().toSeconds();
        validFrom
                .filter(moment -> moment.getNano() != 0 || moment.getEpochSecond() % slot != 0)
                .ifPresent(_ -> fields.violation("validFrom", "must be a boundary of slots of " + slot + " s"));
        fields.requireValid();
        MeterGateway.Running running = gateway.running();
        SignedKeyRotation signed;
        try {
            signed = running.keyDesk().prepare(validFrom.orElseThrow(), clock.instant());
        } catch (KeyDesk.RefusedException e) {
            throw Problems.notNow(e.reason());
        }
        KeyRotation rotation = signed.decoded();
        byte[] signature = running.keys()
                .sign(
                        new DeviceRegistration.Rotation(
                                rotation.gateway(),
                                rotation.after(),
                                rotation.validFrom(),
                                nonce.orElseThrow(),
                                deadline.orElseThrow()),
                        new DeviceRegistration.Domain(chain.orElseThrow(), registry.orElseThrow()));
        return new PreparedView(
                RotationView.of(signed),
                GatewayResource.SignatureView.of(signature).signature());
    }

    /** The registry has the rotation for good; to be said before its moment. */
    @POST
    @Path("gateway/key-rotations/confirmation")
    public KeysView confirm(@Nullable JsonNode body) throws IOException {
        RequestFields fields = new RequestFields(body);
        Optional<Long> number = fields.positive("number").filter(value -> value <= Integer.MAX_VALUE);
        fields.requireValid();
        try {
            gateway.running().keyDesk().confirm(number.orElse(0L).intValue(), clock.instant());
        } catch (KeyDesk.RefusedException e) {
            throw Problems.notNow(e.reason());
        }
        return keys();
    }
}
