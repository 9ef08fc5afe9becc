package energy.peerwatt.appbackend.live;

import energy.peerwatt.appbackend.live.domain.Change;
import org.jspecify.annotations.Nullable;

/**
 * What goes to a browser.
 *
 * @param id where the viewer is after it; absent for a heartbeat
 * @param kind the event's name
 * @param body written as JSON
 */
record LiveMessage(@Nullable String id, String kind, Object body) {
    static LiveMessage of(String id, Change change) {
        return switch (change) {
            case Change.Home(var _, var now) -> new LiveMessage(id, "power", now);
            case Change.Trades(var _, var trades) -> new LiveMessage(id, "trades", trades);
            case Change.Balance(var _, var available) ->
                new LiveMessage(id, "balance", new Available(available.nano()));
            case Change.Call(var _, var call) -> new LiveMessage(id, "call", call);
            case Change.Zone(var now) -> new LiveMessage(id, "zone", now);
            case Change.ZoneTree(var zone) -> new LiveMessage(id, "zones", new ZoneName(zone.value()));
            case Change.Event(var call) -> new LiveMessage(id, "event", call);
        };
    }

    record Available(long availableNano) {}

    record ZoneName(String zone) {}
}
