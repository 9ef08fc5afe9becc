package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.sunspec.domain.ModelDefinition;
import energy.peerwatt.metergateway.sunspec.domain.Models;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules by which a register map is refused, wherever money or a device would suffer from it. */
public final class ProfileLint {
    private static final int SOURCES_NEEDED = 2;

    private final Profile profile;
    private final List<Finding> findings = new ArrayList<>();

    /** @param subject the point, match, requirement or control that is wrong, or the profile itself */
    public record Finding(Object subject, String reason) {}

    private ProfileLint(Profile profile) {
        this.profile = profile;
    }

    /** Everything that is wrong; empty if the profile may be used. */
    public static List<Finding> findings(Profile profile) {
        ProfileLint lint = new ProfileLint(profile);
        lint.ids();
        profile.points().forEach(lint::point);
        lint.overlaps();
        profile.modelPoints().forEach(lint::modelPoint);
        profile.identity().part().ifPresent(part -> lint.part(profile.identity(), part));
        profile.match().forEach(lint::match);
        profile.require()
                .forEach(requirement ->
                        lint.values(requirement, requirement.location().type(), requirement.values()));
        profile.controls().forEach(lint::control);
        return List.copyOf(lint.findings);
    }

    private void refuse(Object subject, String reason) {
        findings.add(new Finding(subject, reason));
    }

    private void ids() {
        Set<PointId> seen = EnumSet.noneOf(PointId.class);
        profile.points().stream()
                .filter(point -> !seen.add(point.id()))
                .forEach(point -> refuse(point, point.id().id() + " is there twice"));
        profile.modelPoints().stream()
                .filter(point -> !seen.add(point.id()))
                .forEach(point -> refuse(point, point.id().id() + " is there twice"));
    }

    private void point(Point point) {
        common(point, point.id(), point.part(), point.settlement(), point.sources());
        ValueType type = point.location().type();
        unit(
                point,
                point.id(),
                point.scaling().unit().canonical() == point.id().unit(),
                point.scaling().unit().symbol());
        counterSign(point, point.id(), point.scaling().sign());
        if (type.text()) {
            refuse(point, point.id().id() + " is a number; a text cannot be one");
            return;
        }
        if (point.location().registers() > profile.limits().maxRegisters()) {
            refuse(
                    point,
                    point.id().id() + " does not fit into a request of "
                            + profile.limits().maxRegisters() + " registers");
        }
        values(point, type, point.sentinels());
        point.modulus().ifPresent(modulus -> {
            if (!point.id().counter() || !type.integral()) {
                refuse(point, "only an integer counter has a modulus");
            } else if (type.mask() > 0 && modulus > type.mask() + 1) {
                refuse(point, "modulus " + modulus + " is beyond what the register can count");
            }
        });
        boolean torn = profile.link().barriers().stream()
                .anyMatch(barrier ->
                        barrier.function() == point.location().function().code()
                                && barrier.address() > point.location().address()
                                && barrier.address() < point.location().end());
        if (torn) {
            refuse(point, "a barrier goes through " + point.id().id());
        }
        if (point.settlement() && type.floating()) {
            floatingCounter(point);
        }
    }

    private void floatingCounter(Point point) {
        if (profile.offers().isEmpty()) {
            refuse(
                    point,
                    "a floating settlement counter: offers must say where the device has an integer counter, or none");
            return;
        }
        profile.offers().get().stream()
                .filter(offer ->
                        offer.id() == point.id() && offer.location().type().integral())
                .findFirst()
                .ifPresent(offer -> refuse(
                        point,
                        "a floating settlement counter, but the device has an integer counter at "
                                + offer.location().address()));
    }

    private void common(Object subject, PointId id, Optional<String> part, boolean settlement, List<String> sources) {
        part.ifPresent(name -> part(subject, name));
        knownSources(subject, sources);
        if (!settlement) {
            return;
        }
        if (!id.counter()) {
            refuse(subject, "settlement: " + id.id() + " is no counter, and money follows from counters alone");
        }
        twoSources(subject, "settlement point " + id.id(), sources);
        if (!profile.identity().unique()) {
            refuse(
                    subject,
                    "settlement: the device has no serial number by which its counters could be told from another's");
        }
    }

    private void part(Object subject, String name) {
        if (!profile.parts().containsKey(name)) {
            refuse(subject, "part " + name + " is not in parts");
        }
    }

    private void knownSources(Object subject, List<String> sources) {
        sources.stream()
                .filter(source -> !profile.sources().containsKey(source))
                .forEach(source -> refuse(subject, "source " + source + " is not in sources"));
    }

    private void twoSources(Object subject, String what, List<String> sources) {
        if (new HashSet<>(sources).size() < SOURCES_NEEDED) {
            refuse(subject, what + " needs two different sources");
        }
    }

    private void unit(Object subject, PointId id, boolean fits, String symbol) {
        if (!fits) {
            refuse(subject, symbol + " is no unit of " + id.id());
        }
    }

    private void counterSign(Object subject, PointId id, int sign) {
        if (id.counter() && sign < 0) {
            refuse(subject, "sign: a counter has no direction");
        }
    }

    private void overlaps() {
        List<Point> points = profile.points();
        for (int i = 0; i < points.size(); i++) {
            for (int j = 0; j < i; j++) {
                Point one = points.get(i);
                Point other = points.get(j);
                if (one.part().equals(other.part()) && one.location().overlaps(other.location())) {
                    refuse(one, one.id().id() + " overlaps " + other.id().id());
                }
            }
        }
    }

    private void modelPoint(ModelPoint point) {
        for (int model : point.models()) {
            Optional<ModelDefinition> definition = Models.definition(model);
            if (definition.isEmpty()) {
                refuse(point, "model " + model + " is not known; known are " + Models.ids());
                continue;
            }
            Optional<ModelDefinition.Field> field = point.module().isPresent()
                    ? definition.get().repeatedField(point.point())
                    : definition.get().field(point.point());
            if (field.filter(it -> it.type().number()).isEmpty()) {
                refuse(point, "model " + model + " has no number " + point.point());
            }
            if (point.module().filter(ModelPoint.Module.Named.class::isInstance).isPresent()
                    && definition.get().repeatedField(ModelPoint.NAMES).isEmpty()) {
                refuse(point, "the groups of model " + model + " have no names: say which by its number");
            }
        }
        common(point, point.id(), point.part(), point.settlement(), point.sources());
        unit(
                point,
                point.id(),
                point.unit().canonical() == point.id().unit(),
                point.unit().symbol());
        counterSign(point, point.id(), point.sign());
    }

    private void match(Match match) {
        switch (match) {
            case Match.Numbers numbers -> values(match, numbers.location().type(), numbers.values());
            case Match.Texts texts -> {
                if (!texts.location().type().text()) {
                    refuse(match, "beginnings are compared with a text only");
                }
            }
            case Match.Fc43 objects -> {
                if (objects.vendor().isBlank()
                        || objects.products().isEmpty()
                        || objects.products().stream().anyMatch(String::isBlank)) {
                    refuse(match, "fc43 needs a vendor and the beginnings of product codes: a maker has many families");
                }
            }
            case Match.SunSpec _ -> {
                // The maker's name is all there is to it.
            }
            case Match.ByHand _ -> {
                // Somebody looks.
            }
        }
    }

    private void values(Object subject, ValueType type, Set<Long> values) {
        if (type.text()) {
            refuse(subject, "numbers are compared with numbers only");
            return;
        }
        values.stream()
                .filter(value -> (value & ~type.mask()) != 0)
                .forEach(value -> refuse(subject, "0x" + Long.toHexString(value) + " has more bits than the register"));
    }

    private void control(Control control) {
        if (control.least() > control.most()) {
            refuse(control, "least " + control.least() + " is above most " + control.most());
        }
        long setPoints = control.writes().stream()
                .filter(write -> write.value().isEmpty())
                .count();
        if (setPoints != 1) {
            refuse(control, "exactly one of the writes must be without a value: it takes the set-point");
        }
        if (control.release().stream().anyMatch(write -> write.value().isEmpty())) {
            refuse(control, "a release writes fixed values");
        }
        List<Location> written = new ArrayList<>();
        control.writes().forEach(write -> written.add(write.location()));
        control.release().forEach(write -> written.add(write.location()));
        control.reversion().ifPresent(reversion -> written.add(reversion.location()));
        if (written.stream().anyMatch(location -> location.function() != RegisterFunction.HOLDING)) {
            refuse(control, "only holding registers can be written");
        }
        knownSources(control, control.sources());
        twoSources(control, "a control", control.sources());
    }
}
