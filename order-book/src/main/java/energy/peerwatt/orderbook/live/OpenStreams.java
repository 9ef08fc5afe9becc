package energy.peerwatt.orderbook.live;

import java.util.HashMap;
import java.util.Map;

/** How many streams each caller has open on this replica, and that they are not too many. */
final class OpenStreams {
    private final int most;
    private final Map<String, Integer> open = new HashMap<>();

    OpenStreams(int most) {
        this.most = most;
    }

    /** One more; false, and nothing changes, if the caller has as many as there may be. */
    synchronized boolean open(String caller) {
        if (open.getOrDefault(caller, 0) >= most) {
            return false;
        }
        open.merge(caller, 1, Integer::sum);
        return true;
    }

    synchronized void close(String caller) {
        open.computeIfPresent(caller, (name, streams) -> streams == 1 ? null : streams - 1);
    }
}
