package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.access.Caller;
import energy.peerwatt.metergateway.commission.RefusedException;
import energy.peerwatt.metergateway.commission.Steps;
import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.DirectionTest;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.profile.domain.Profile;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The steps by which an installer puts a device into service. A step that is done answers with the metering point as it is
 * then; a step that found something wrong does too, and its checks say what to do. A step that takes its time answers 202,
 * and the metering point shows how far it has come.
 */
@Path("/v1/commissionings/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Caller.INSTALLER, Caller.SERVICE})
public class CommissioningResource {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SIGNATURE = Pattern.compile("0x[0-9a-f]{128}");
    private static final Clock WALL = Clock.systemUTC();

    private final CommissioningDoor door;

    CommissioningResource(CommissioningDoor door) {
        this.door = door;
    }

    @PUT
    @Operation(
            summary = "Say where the device is",
            description =
                    "url and unit of the device, by default those of the devices file; role: what it is to measure"
                            + " (GRID if left out, PV, BATTERY); nominalVolts 230, nominalHertz 50, phases 3. Opens a new metering point, the new device after an exchange, or"
                            + " corrects the address. 201 if it is new.")
    public Response open(@PathParam("id") String id, @Nullable JsonNode body) throws IOException, InterruptedException {
        MeterId meter = CommissioningDoor.meter(id);
        RequestFields fields = new RequestFields(body);
        Optional<Binding.Role> role =
                fields.has("role") ? fields.choice("role", Binding.Role.class) : Optional.of(Binding.Role.GRID);
        Target target = door.target(meter, fields);
        boolean known = door.find(meter).isPresent();
        Steps steps = door.begin(meter);
        CommissioningDoor.attempt(() -> steps.open(target, role.orElseThrow(), door.actor()));
        return Response.status(known ? Status.OK : Status.CREATED)
                .entity(CommissioningView.of(steps))
                .build();
    }

    @POST
    @Path("scan")
    @Operation(
            summary = "Look who answers on the bus",
            description =
                    "wide: true asks all units 1 to 247, false only the one that is meant; sweep: true looks for speed and parity of a serial line first. Read-only; polling of"
                            + " the bus pauses, boundaries do not.")
    public Response scan(@PathParam("id") String id, @Nullable JsonNode body) {
        Steps steps = door.steps(id);
        RequestFields fields = new RequestFields(body);
        Optional<Boolean> wide = fields.flag("wide");
        Optional<Boolean> sweep = fields.has("sweep") ? fields.flag("sweep") : Optional.of(false);
        fields.requireValid();
        return begun(steps, () -> steps.scan(wide.orElseThrow(), sweep.orElseThrow(), door.actor()));
    }

    @POST
    @Path("identification")
    @Operation(
            summary = "Find out what the device is",
            description = "profile: which register map, where the device does not tell.")
    public CommissioningView identify(@PathParam("id") String id, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        Steps steps = door.steps(id);
        RequestFields fields = new RequestFields(body);
        Optional<Profile> profile =
                fields.has("profile") ? fields.value("profile", door.profiles()::profile) : Optional.empty();
        fields.requireValid();
        return done(steps, () -> steps.identify(profile.orElse(null), door.actor()));
    }

    @POST
    @Path("configuration-check")
    @Operation(summary = "Hold the device's settings against what its profile requires")
    public CommissioningView checkConfiguration(@PathParam("id") String id) throws IOException, InterruptedException {
        Steps steps = door.steps(id);
        return done(steps, () -> steps.checkConfiguration(door.actor()));
    }

    @POST
    @Path("measurement")
    @Operation(
            summary = "Measure for two to five minutes",
            description = "seconds: 120 to 300, market time; clientTime: what the installer's clock shows now.")
    public Response measure(@PathParam("id") String id, @Nullable JsonNode body) {
        Steps steps = door.steps(id);
        RequestFields fields = new RequestFields(body);
        Optional<Long> seconds = fields.integer("seconds", 120, 300);
        Optional<Instant> clientTime = fields.instant("clientTime");
        fields.requireValid();
        Duration offset = Duration.between(clientTime.orElseThrow(), WALL.instant());
        return begun(steps, () -> steps.measure(Duration.ofSeconds(seconds.orElseThrow()), offset, door.actor()));
    }

    @POST
    @Path("direction-test")
    @Operation(
            summary = "Prove which way the device counts",
            description = "kind: LOAD (switch 500 W or more on when told to) or GENERATION (export while the roof gives"
                    + " 500 W or more; productionW as the inverter shows it, where the gateway does not read it) for a grid"
                    + " meter; PRODUCTION (productionW as the inverter's display shows it now) for role PV; CHARGE or DISCHARGE"
                    + " (500 W or more) for role BATTERY; seconds: how long to watch, 10 to 600; inversionReason: after a test that has shown"
                    + " all transformers turned, why the meter is read the other way round instead.")
    public Response proveDirection(@PathParam("id") String id, @Nullable JsonNode body) {
        Steps steps = door.steps(id);
        RequestFields fields = new RequestFields(body);
        Optional<DirectionTest.Kind> kind = fields.choice("kind", DirectionTest.Kind.class);
        Optional<Long> seconds = fields.integer("seconds", 10, 600);
        Optional<Long> production =
                fields.has("productionW") ? fields.integer("productionW", 0, 1_000_000) : Optional.empty();
        Optional<String> inversion = fields.has("inversionReason") ? fields.text("inversionReason") : Optional.empty();
        fields.requireValid();
        return begun(
                steps,
                () -> steps.proveDirection(
                        kind.orElseThrow(),
                        Duration.ofSeconds(seconds.orElseThrow()),
                        production.orElse(null),
                        inversion.orElse(null),
                        door.actor()));
    }

    @DELETE
    @Path("progress")
    @Operation(summary = "Call off the step that is under way", description = "Nothing of it is kept.")
    public CommissioningView cancel(@PathParam("id") String id) {
        Steps steps = door.steps(id);
        steps.cancel();
        return CommissioningView.of(steps);
    }

    @PUT
    @Path("binding")
    @Operation(
            summary = "Bind the device to a household, a zone and a role",
            description = "accountId, zone, role (as it was opened), sealNumber, and photoSha256 of a picture if"
                    + " there is one. The counters that it has now are those at which it begins.")
    public CommissioningView bind(@PathParam("id") String id, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        Steps steps = door.steps(id);
        RequestFields fields = new RequestFields(body);
        Optional<AccountId> account = fields.value("accountId", AccountId::of);
        Optional<GridZoneId> zone = fields.value("zone", GridZoneId::new);
        Optional<Binding.Role> role = fields.choice("role", Binding.Role.class);
        Optional<String> seal = fields.text("sealNumber");
        Optional<String> photo = fields.has("photoSha256")
                ? fields.value(
                        "photoSha256", text -> matching(SHA256, text, "must be 64 lower-case hexadecimal digits"))
                : Optional.of("");
        fields.requireValid();
        Steps.Place place = new Steps.Place(
                account.orElseThrow(), zone.orElseThrow(), role.orElseThrow(), seal.orElseThrow(), photo.orElseThrow());
        return done(steps, () -> {
            steps.bind(place, door.actor());
            return place;
        });
    }

    @POST
    @Path("seal")
    @Operation(
            summary = "Sign the binding",
            description = "keyX and keyY of the installer's P-256 key and signature (0x, r | s, low s) over SHA-256 of"
                    + " the statement; the gateway signs the same bytes.")
    public CommissioningView seal(@PathParam("id") String id, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        Steps steps = door.steps(id);
        RequestFields fields = new RequestFields(body);
        Optional<Hash32> x = fields.value("keyX", Hash32::new);
        Optional<Hash32> y = fields.value("keyY", Hash32::new);
        Optional<String> signature = fields.value(
                "signature", text -> matching(SIGNATURE, text, "must be 0x and 128 lower-case hexadecimal digits"));
        x.ifPresent(first -> y.ifPresent(second -> {
            try {
                new P256.Point(first, second).key();
            } catch (IllegalArgumentException e) {
                fields.violation("keyX", "keyX and keyY must be a point of the curve P-256");
            }
        }));
        fields.requireValid();
        return done(
                steps,
                () -> steps.seal(
                        new P256.Point(x.orElseThrow(), y.orElseThrow()),
                        HexFormat.of().parseHex(signature.orElseThrow().substring(2)),
                        door.actor()));
    }

    private static String matching(Pattern pattern, String text, String otherwise) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(otherwise);
        }
        return text;
    }

    @POST
    @Path("registration")
    @Operation(
            summary = "Look into the registry on chain",
            description =
                    "Settlement is asked, by the caller's token, whether the registry has this gateway with its key"
                            + " and exactly this binding, in a block that counts as final. What is missing the checks say, with"
                            + " what is to be sent.")
    public CommissioningView register(@PathParam("id") String id) throws IOException, InterruptedException {
        Steps steps = door.steps(id);
        return done(steps, () -> steps.register(door.token(), door.actor()));
    }

    @POST
    @Path("activation")
    @Operation(
            summary = "Let the device count",
            description =
                    "The gateway reads it from now on: a grid meter is sealed; an inverter or a battery is read and"
                            + " controlled in the one home of its account.")
    public CommissioningView activate(@PathParam("id") String id) throws IOException, InterruptedException {
        Steps steps = door.steps(id);
        return done(steps, () -> steps.activate(door.actor()));
    }

    @PUT
    @Path("suspension")
    @Operation(summary = "Take the device out of use for a while", description = "reason: for the history.")
    public CommissioningView suspend(@PathParam("id") String id, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        return because(id, body, Steps::suspend);
    }

    @DELETE
    @Path("suspension")
    @Operation(summary = "Go on where it was suspended")
    public CommissioningView resume(@PathParam("id") String id) throws IOException, InterruptedException {
        Steps steps = door.steps(id);
        return done(steps, () -> {
            steps.resume(door.actor());
            return steps;
        });
    }

    @POST
    @Path("replacement")
    @Operation(
            summary = "Begin an exchange of the device",
            description = "reason: for the history. Reads the last counters; then the new device is opened.")
    public CommissioningView replace(@PathParam("id") String id, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        return because(id, body, Steps::replace);
    }

    @POST
    @Path("retirement")
    @Operation(summary = "End the metering point for good", description = "reason: for the history, which is kept.")
    public CommissioningView retire(@PathParam("id") String id, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        return because(id, body, Steps::retire);
    }

    private interface Ending {
        void carryOut(Steps steps, String reason, String actor)
                throws IOException, InterruptedException, RefusedException;
    }

    private CommissioningView because(String id, @Nullable JsonNode body, Ending ending)
            throws IOException, InterruptedException {
        Steps steps = door.steps(id);
        RequestFields fields = new RequestFields(body);
        Optional<String> reason = fields.text("reason");
        fields.requireValid();
        return done(steps, () -> {
            ending.carryOut(steps, reason.orElseThrow(), door.actor());
            return steps;
        });
    }

    private static CommissioningView done(Steps steps, CommissioningDoor.Attempted step)
            throws IOException, InterruptedException {
        CommissioningDoor.attempt(step);
        return CommissioningView.of(steps);
    }

    private interface Begun {
        void begin() throws RefusedException;
    }

    private static Response begun(Steps steps, Begun step) {
        try {
            step.begin();
        } catch (RefusedException e) {
            throw Problems.notNow(String.valueOf(e.getMessage()));
        }
        return Response.accepted(CommissioningView.of(steps)).build();
    }
}
