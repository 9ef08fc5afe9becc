package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.messages.id.MeterId;
import java.time.Instant;
import java.util.List;

/**
 * One step or attempt at one; never changed once it is there.
 *
 * @param number from 1, without a gap within a metering point
 * @param round counts the devices of the metering point from 1
 * @param at market time
 * @param realTime as on the wall
 * @param actor who did it: the subject of the access token
 * @param passed whether the step is done by it
 * @param frames what travelled on the bus for it
 */
public record JournalEntry(
        MeterId meter,
        int number,
        int round,
        Instant at,
        Instant realTime,
        String actor,
        boolean passed,
        Fact fact,
        List<Check> checks,
        List<Frame> frames) {
    public JournalEntry {
        checks = List.copyOf(checks);
        frames = List.copyOf(frames);
    }
}
