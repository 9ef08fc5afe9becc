package energy.peerwatt.metergateway.commission.domain;

import java.util.List;

/**
 * One thing that was looked at.
 *
 * @param name stable, such as {@code voltage.l1}
 * @param value what was found, with unit
 * @param expected what it may be
 * @param todo what the installer is to do; empty where there is nothing to do
 */
public record Check(String name, String value, String expected, Verdict verdict, String todo) {
    public static Check passed(String name, String value, String expected) {
        return new Check(name, value, expected, Verdict.PASSED, "");
    }

    public static Check failed(String name, String value, String expected, String todo) {
        return new Check(name, value, expected, Verdict.FAILED, todo);
    }

    public static Check doubtful(String name, String value, String expected, String todo) {
        return new Check(name, value, expected, Verdict.DOUBTFUL, todo);
    }

    public static Check notApplicable(String name, String why) {
        return new Check(name, why, "", Verdict.NOT_APPLICABLE, "");
    }

    /** @param todo what is to be done where it does not hold */
    public static Check of(boolean holds, String name, String value, String expected, String todo) {
        return holds ? passed(name, value, expected) : failed(name, value, expected, todo);
    }

    /** Whether a step with these checks is done. */
    public static boolean allHold(List<Check> checks) {
        return checks.stream().noneMatch(check -> check.verdict() == Verdict.FAILED);
    }
}
