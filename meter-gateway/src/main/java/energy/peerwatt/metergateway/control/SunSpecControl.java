package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.domain.Ability;
import energy.peerwatt.metergateway.control.domain.ControlPoint;
import energy.peerwatt.metergateway.control.domain.RegisterValue;
import energy.peerwatt.metergateway.control.domain.SunSpecControls;
import energy.peerwatt.metergateway.sunspec.SunSpecDevice;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.InverterModels;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A control in the SunSpec models of an inverter. */
final class SunSpecControl implements ControlPoint {
    private static final String ANOTHER_CONNECTION = "the connection changed on the way";

    private final SunSpecDevice device;
    private final DispatchKind kind;
    private final Pin pin;
    private String identity = "";
    private long identityOf;

    /** @param device of which several controls may make use, all on one thread */
    SunSpecControl(SunSpecDevice device, DispatchKind kind, Pin pin) {
        this.device = device;
        this.kind = kind;
        this.pin = pin;
    }

    @Override
    public Reply read() throws InterruptedException {
        Optional<Chain> chain = device.chain();
        if (chain.isEmpty()) {
            return new Reply.Silent(device.lastFailure());
        }
        Optional<Chain.Entry> model = chain.get().first(SunSpecControls.models(kind));
        if (model.isEmpty()) {
            return new Reply.Unable(lacking());
        }
        if (!identified()) {
            return silent();
        }
        Optional<String> stranger = pin.stranger(identity);
        if (stranger.isPresent()) {
            return new Reply.Unable(stranger.get());
        }
        Optional<Ability> ability = ability(chain.get(), model.get());
        if (!device.isSame()) {
            return silent();
        }
        return ability.<Reply>map(able -> new Reply.Ready(identity, able))
                .orElseGet(() -> new Reply.Unable(
                        "model " + model.get().id() + " of the inverter lacks what a set-point needs"));
    }

    /** Model 1 is read anew on every connection. */
    private boolean identified() throws InterruptedException {
        if (identityOf == device.connection()) {
            return true;
        }
        Optional<ModelReading> common = device.model(InverterModels.COMMON);
        if (common.isEmpty() || !device.isSame()) {
            return false;
        }
        InverterPicture.Identity its = InverterModels.identity(common.get());
        identity = String.join(" ", its.maker(), its.model(), its.serial()).strip();
        identityOf = device.connection();
        return true;
    }

    private Reply silent() {
        String reason = device.isSame() ? device.lastFailure() : ANOTHER_CONNECTION;
        device.forget();
        return new Reply.Silent(reason);
    }

    private String lacking() {
        return "the inverter has no SunSpec model "
                + SunSpecControls.models(kind).stream().map(String::valueOf).collect(Collectors.joining(" or "))
                + " that can be set";
    }

    private Optional<Ability> ability(Chain chain, Chain.Entry model) throws InterruptedException {
        if (SunSpecControls.STORAGE.contains(model.id())) {
            Optional<ModelReading> nameplate = device.model(InverterModels.NAMEPLATE);
            return device.model(model.id())
                    .flatMap(reading -> SunSpecControls.storage(kind, model, reading, nameplate));
        }
        Optional<BigDecimal> rated = Optional.empty();
        for (int ratings : SunSpecControls.RATINGS) {
            if (rated.isEmpty() && chain.first(ratings).isPresent()) {
                rated = device.model(ratings).flatMap(reading -> SunSpecControls.ratedWatts(ratings, reading));
            }
        }
        Optional<BigDecimal> found = rated;
        return device.model(model.id()).flatMap(reading -> SunSpecControls.limit(model, reading, found));
    }

    @Override
    public Optional<String> write(List<RegisterValue> writes) throws InterruptedException {
        for (RegisterValue write : writes) {
            if (!device.isSame()) {
                device.forget();
                return Optional.of(ANOTHER_CONNECTION);
            }
            boolean acknowledged = device.write(write.address(), write.words());
            if (!acknowledged || !device.isSame()) {
                String reason = acknowledged ? ANOTHER_CONNECTION : device.lastFailure();
                if (!device.isSame()) {
                    device.forget();
                }
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Power> measured() throws InterruptedException {
        if (device.chain().isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> watts =
                switch (kind) {
                    case BATTERY_DISCHARGE, BATTERY_CHARGE ->
                        device.model(InverterModels.MODULES)
                                .flatMap(model -> new InverterPicture(
                                                Optional.empty(), InverterModels.modules(model), Optional.empty())
                                        .batteryWatts());
                    case CURTAIL, EXPORT_LIMIT ->
                        device.model(InverterModels.ALTERNATING).flatMap(InverterModels::alternatingWatts);
                    case RELEASE -> Optional.empty();
                };
        if (!device.isSame()) {
            device.forget();
            return Optional.empty();
        }
        return watts.map(Power::ofWatts);
    }
}
