package energy.peerwatt.appbackend.service;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bus of a gateway, as the gateway says. Times are real time.
 *
 * @param busyPermille how much of the last minute it was taken up
 * @param frames the last exchanges, the newest first
 */
public record Bus(String endpoint, int busyPermille, List<Unit> units, List<Frame> frames) {
    /** How a unit has answered since the gateway started. */
    public record Unit(
            int unit,
            List<String> devices,
            long requests,
            long timeouts,
            long corrupt,
            long notSent,
            List<Refusal> exceptions,
            int failuresInARow,
            @Nullable Instant restsUntil,
            @Nullable Instant lastGoodReply) {

        /** In words that the page has a colour for. */
        public String state() {
            return failuresInARow == 0 && lastGoodReply != null ? "GOOD" : lastGoodReply == null ? "UNSEEN" : "SILENT";
        }

        public String names() {
            return devices.isEmpty() ? "not in the devices file" : String.join(", ", devices);
        }
    }

    /** @param meaning of the exception code */
    public record Refusal(int code, String meaning, long count) {}

    /**
     * One exchange, bytes in hex as on the wire.
     *
     * @param outcome in words
     */
    public record Frame(Instant at, int unit, String sent, String received, String outcome, long microseconds) {
        /** Whether registers came back. */
        public boolean isGood() {
            return outcome.startsWith("answered") || outcome.startsWith("written");
        }
    }
}
