package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.Counters;
import energy.peerwatt.metergateway.commission.domain.DeviceIdentity;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.link.domain.DeviceIdentification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a fact is called, and what it says, in words. */
final class ReportTexts {
    private ReportTexts() {}

    static String name(Fact fact) {
        return switch (fact) {
            case Fact.Opened _ -> "Opened";
            case Fact.Scanned _ -> "Bus scanned";
            case Fact.Identified _ -> "Device identified";
            case Fact.Configured _ -> "Settings checked";
            case Fact.Measured _ -> "Measured";
            case Fact.Directed _ -> "Direction proven";
            case Fact.Bound _ -> "Bound";
            case Fact.Sealed _ -> "Signed";
            case Fact.Registered _ -> "Registered on chain";
            case Fact.Activated _ -> "Activated";
            case Fact.Suspended _ -> "Suspended";
            case Fact.Resumed _ -> "Resumed";
            case Fact.ReplacementBegun _ -> "Exchange begun";
            case Fact.Retired _ -> "Retired";
        };
    }

    static List<String> details(Fact fact) {
        return switch (fact) {
            case Fact.Opened opened ->
                Stream.concat(
                                Stream.of("%s, unit %d, %d V, %d Hz, %d phases"
                                        .formatted(
                                                opened.target().url(),
                                                opened.target().unit(),
                                                opened.target().supply().volts(),
                                                opened.target().supply().hertz(),
                                                opened.target().supply().phases())),
                                Stream.ofNullable(opened.role()).map(role -> "to be " + role))
                        .toList();
            case Fact.Scanned scanned ->
                Stream.concat(
                                Stream.ofNullable(scanned.url()).map(url -> "the line answers as " + url),
                                scanned.findings().stream()
                                        .map(it -> "unit %d: %s, %s".formatted(it.unit(), it.kind(), it.detail())))
                        .toList();
            case Fact.Identified(DeviceIdentity device) -> identified(device);
            case Fact.Configured configured -> List.of(configured.requirements() + " settings required");
            case Fact.Measured measured ->
                List.of("%d reads from %s to %s".formatted(measured.snapshots(), measured.from(), measured.to()));
            case Fact.Directed directed ->
                directed.inversion() == null
                        ? List.of("%s: %s".formatted(directed.kind(), directed.found()))
                        : List.of(
                                "%s: %s".formatted(directed.kind(), directed.found()),
                                "read the other way round: " + directed.inversion());
            case Fact.Bound bound -> bound(bound.binding(), bound);
            case Fact.Sealed sealed ->
                List.of(
                        "statement " + sealed.statement(),
                        "gateway " + sealed.gatewaySignature(),
                        "installer " + sealed.installerSignature());
            case Fact.Registered registered ->
                Optional.ofNullable(registered.registration()).stream()
                        .flatMap(it -> Stream.of(
                                "transaction %s, block %d, chain %d"
                                        .formatted(it.transaction(), it.block(), it.chainId()),
                                "owner %s, valid from %s".formatted(it.owner(), it.validFrom())))
                        .toList();
            case Fact.Activated activated -> home(activated.home());
            case Fact.Resumed resumed -> home(resumed.home());
            case Fact.Suspended suspended -> List.of(suspended.reason(), last(suspended.last()));
            case Fact.ReplacementBegun begun -> List.of(begun.reason(), last(begun.last()));
            case Fact.Retired retired -> List.of(retired.reason(), last(retired.last()));
        };
    }

    private static List<String> identified(DeviceIdentity device) {
        List<String> lines = new ArrayList<>();
        lines.add("%s %s, firmware %s, serial number %s, profile %s (%s), recognised by %s"
                .formatted(
                        device.maker(),
                        device.model(),
                        device.firmware(),
                        device.serial(),
                        device.profile(),
                        device.profileHash(),
                        device.method()));
        if (device.objects() != null) {
            device.objects()
                    .forEach((object, text) ->
                            lines.add("it says of itself: %s %s".formatted(DeviceIdentification.name(object), text)));
        }
        return lines;
    }

    private static List<String> bound(Binding binding, Fact.Bound bound) {
        Stream<String> turned = Stream.ofNullable(binding.inversion())
                .map(it -> "read the other way round, as %s has said at %s: %s"
                        .formatted(it.actor(), it.at(), it.reason()));
        Stream<String> always = Stream.of(
                "account %s, zone %s, role %s, seal %s"
                        .formatted(binding.account(), binding.zone(), binding.role(), binding.sealNumber()),
                "begins at %d Wh and %d Wh, epoch %d"
                        .formatted(binding.start().plusWh(), binding.start().minusWh(), binding.epoch()),
                "meta hash " + bound.hash());
        return Stream.concat(always, turned).toList();
    }

    private static List<String> home(@Nullable MeterId home) {
        return Stream.ofNullable(home)
                .map(meter -> "read in the home of meter " + meter)
                .toList();
    }

    private static String last(@Nullable Counters last) {
        return last == null
                ? "its last counters could not be read"
                : "ended at %d Wh and %d Wh".formatted(last.plusWh(), last.minusWh());
    }
}
