package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.probe.domain.Finding;
import java.util.List;

/** Whether the device that is meant answers, and it alone. */
public final class ScanCheck {
    private ScanCheck() {}

    /**
     * @param at where was looked, which differs from the target's way where the settings of a line were looked for
     * @param findings of all units that were asked and not silent
     */
    public static List<Check> checks(Target target, Endpoint at, List<Finding> findings) {
        Check alone = alone(target.unit(), findings);
        return at.equals(target.endpoint())
                ? List.of(alone)
                : List.of(
                        Check.failed(
                                "line.settings", at.toString(), target.url(), "open it as " + at + ", then scan again"),
                        alone);
    }

    private static Check alone(int unit, List<Finding> findings) {
        Finding.Kind kind = findings.stream()
                .filter(finding -> finding.unit() == unit)
                .map(Finding::kind)
                .findFirst()
                .orElse(Finding.Kind.SILENT);
        String name = "unit." + unit;
        String expected = "answers alone";
        return switch (kind) {
            case KNOWN, ANSWERING_UNKNOWN -> Check.passed(name, kind.name(), expected);
            case COLLISION ->
                Check.failed(
                        name,
                        kind.name(),
                        expected,
                        "two devices have this address, or the line is disturbed: give one another address, check A, B and the terminators");
            case SILENT ->
                Check.failed(
                        name,
                        kind.name(),
                        expected,
                        findings.isEmpty()
                                ? "check power, wires, speed and parity (sweep looks for them); then scan all units"
                                : "other units answer: " + units(findings) + "; open it with the right unit");
        };
    }

    private static String units(List<Finding> findings) {
        return String.join(
                ", ",
                findings.stream()
                        .map(finding -> Integer.toString(finding.unit()))
                        .toList());
    }
}
