package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Decoded;
import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.control.domain.Ability;
import energy.peerwatt.metergateway.control.domain.ControlPoint;
import energy.peerwatt.metergateway.control.domain.RegisterValue;
import energy.peerwatt.metergateway.profile.domain.Control;
import energy.peerwatt.metergateway.profile.domain.Identity;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.profile.domain.Point;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A control in a maker's own registers, as the device's profile says where they are. */
final class ProfileControl implements ControlPoint {
    private static final String ANOTHER_CONNECTION = "the connection changed on the way";

    private final RegisterLine line;
    private final Profile profile;
    private final Control control;
    private final Pin pin;
    private String identity = "";
    private long identityOf;

    ProfileControl(RegisterLine line, Profile profile, Control control, Pin pin) {
        this.line = line;
        this.profile = profile;
        this.control = control;
        this.pin = pin;
    }

    /** The control of a profile by which something can be done; empty if it has none. */
    static Optional<Control> control(Profile profile, DispatchKind kind) {
        Optional<Control.Kind> wanted =
                switch (kind) {
                    case BATTERY_CHARGE -> Optional.of(Control.Kind.BATTERY_CHARGE);
                    case BATTERY_DISCHARGE -> Optional.of(Control.Kind.BATTERY_DISCHARGE);
                    case CURTAIL -> Optional.of(Control.Kind.GENERATION_LIMIT);
                    case EXPORT_LIMIT -> Optional.of(Control.Kind.EXPORT_LIMIT);
                    case RELEASE -> Optional.empty();
                };
        return profile.controls().stream()
                .filter(control -> wanted.filter(control.kind()::equals).isPresent())
                .findFirst();
    }

    @Override
    public Reply read() throws InterruptedException {
        Optional<Location> serial = profile.serial();
        if (serial.isEmpty()) {
            return new Reply.Unable(profile.id() + " names no serial number, and without one no device is written to");
        }
        if (identityOf == 0 || identityOf != line.connection()) {
            Optional<RegisterWindow> window = line.read(serial.get());
            if (window.isEmpty()) {
                return silent(line.lastFailure());
            }
            identity = profile.id() + " " + Identity.read(serial.get(), window.get());
            identityOf = line.connection();
        }
        Optional<String> stranger = pin.stranger(identity);
        return stranger.isPresent() ? new Reply.Unable(stranger.get()) : held();
    }

    private Reply held() throws InterruptedException {
        Map<Integer, Long> held = new HashMap<>();
        for (Location location : places()) {
            Optional<RegisterWindow> window = line.read(location);
            if (window.isEmpty()) {
                return silent("register " + location.address() + ": " + line.lastFailure());
            }
            if (line.connection() != identityOf) {
                return silent(ANOTHER_CONNECTION);
            }
            switch (window.get().decode(location.address(), location.type(), location.order())) {
                case Absent _ -> {
                    // Not what was written, whatever it is.
                }
                case Decoded.Value value ->
                    held.put(location.address(), value.value().longValue());
            }
        }
        return new Reply.Ready(identity, new Ability(control, BigDecimal.ZERO, Optional.empty(), held));
    }

    private List<Location> places() {
        return Stream.concat(
                        control.reversion().map(Control.Reversion::location).stream(),
                        Stream.concat(control.writes().stream(), control.release().stream())
                                .map(Control.Write::location))
                .distinct()
                .toList();
    }

    private Reply silent(String reason) {
        identityOf = 0;
        return new Reply.Silent(reason);
    }

    @Override
    public Optional<String> write(List<RegisterValue> writes) throws InterruptedException {
        for (RegisterValue write : writes) {
            if (identityOf == 0 || line.connection() != identityOf) {
                return Optional.of(ANOTHER_CONNECTION);
            }
            if (!line.write(write.address(), write.words())) {
                return Optional.of("register " + write.address() + ": " + line.lastFailure());
            }
        }
        return line.connection() == identityOf ? Optional.empty() : Optional.of(ANOTHER_CONNECTION);
    }

    @Override
    public Optional<Power> measured() throws InterruptedException {
        return switch (control.kind()) {
            case BATTERY_CHARGE, BATTERY_DISCHARGE -> battery();
            case GENERATION_LIMIT -> power(PointId.INVERTER_POWER);
            case EXPORT_LIMIT, GRID_SETPOINT -> power(PointId.GRID_POWER);
        };
    }

    /** One register with a sign, or one for each direction. */
    private Optional<Power> battery() throws InterruptedException {
        if (profile.point(PointId.BATTERY_POWER).isPresent()) {
            return power(PointId.BATTERY_POWER);
        }
        Optional<Power> in = power(PointId.BATTERY_POWER_CHARGE);
        Optional<Power> out = power(PointId.BATTERY_POWER_DISCHARGE);
        return in.flatMap(charge -> out.map(discharge -> Power.ofWatts(charge.watts() - discharge.watts())));
    }

    /** Only of the part that answers at the device's own unit. */
    private Optional<Power> power(PointId id) throws InterruptedException {
        Optional<Point> point = profile.point(id).filter(its -> its.part().isEmpty());
        if (point.isEmpty()) {
            return Optional.empty();
        }
        Optional<RegisterWindow> window = line.read(point.get().location());
        return window.filter(_ -> line.connection() == identityOf)
                .flatMap(words -> switch (point.get().sample(words)) {
                    case Sample.Measured measured ->
                        Optional.of(Power.ofWatts(measured.quantity().whole()));
                    case Sample.Missing _ -> Optional.<Power>empty();
                });
    }
}
