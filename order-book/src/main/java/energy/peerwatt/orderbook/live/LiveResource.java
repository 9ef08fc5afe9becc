package energy.peerwatt.orderbook.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.orderbook.access.Caller;
import energy.peerwatt.orderbook.access.CommunityAccess;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import energy.peerwatt.orderbook.rest.PathIds;
import energy.peerwatt.orderbook.rest.Problems;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A community's books as they change. */
@Path("/v1/communities/{community}/live")
public class LiveResource {
    private final LiveMarkets markets;
    private final Caller caller;
    private final Clock clock;
    private final OrderBookConfig.Live config;
    private final OpenStreams streams;

    LiveResource(LiveMarkets markets, Caller caller, Clock clock, OrderBookConfig config) {
        this.markets = markets;
        this.caller = caller;
        this.clock = clock;
        this.config = config.live();
        this.streams = new OpenStreams(config.live().streamsPerCaller());
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Depth, indicative prices and trades of all open slots, live",
            description = "A snapshot, then numbered changes; resumes by Last-Event-ID. Trades name nobody but those"
                    + " whose affairs the caller may see.")
    @PermissionsAllowed(CommunityAccess.PRICES)
    @Blocking
    public Multi<OutboundSseEvent> live(
            Sse sse,
            @PathParam("community") String community,
            @HeaderParam("Last-Event-ID") @Nullable String lastSeen) {
        CommunityId id = PathIds.community(community);
        // Asked for now: the caller is not known on the threads of the stream.
        Predicate<AccountId> visible = caller.visible(id);
        String name = caller.name();
        if (!markets.exists(id)) {
            throw Problems.notFound("no such community: " + id);
        }
        if (!streams.open(name)) {
            throw Problems.tooMany(
                    "at most " + config.streamsPerCaller() + " streams at once; close one before the next");
        }
        Multi<LiveMessage> beats = Multi.createFrom()
                .ticks()
                .every(config.heartbeat())
                .onOverflow()
                .drop()
                .map(tick -> LiveMessage.beat(clock.instant()));
        return Multi.createBy()
                .merging()
                .withRequests(1)
                .streams(markets.follow(id, lastSeen, visible), beats)
                .select()
                .first(config.longest())
                .onTermination()
                .invoke(() -> streams.close(name))
                .map(message -> event(sse, message));
    }

    private static OutboundSseEvent event(Sse sse, LiveMessage message) {
        OutboundSseEvent.Builder event = sse.newEventBuilder().name(message.name());
        if (message.id() != null) {
            event.id(message.id());
        }
        try {
            return event.data(String.class, Json.mapper().writeValueAsString(message.body()))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + message.name(), e);
        }
    }
}
