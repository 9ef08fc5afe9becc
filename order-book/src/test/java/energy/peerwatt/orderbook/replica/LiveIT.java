package energy.peerwatt.orderbook.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.it.LiveStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Books are shown live by every replica, whoever writes them. */
class LiveIT {
    private final Replicas replicas = Replicas.running();

    @Test
    void whoDoesNotOwnABookShowsItAllTheSame() {
        Slot slot = replicas.nextSlot();
        Market market = new Market(replicas.any(), slot.start(), 2);
        Replica owner = replicas.owner();
        String path = market.base + "/live";
        String position;
        try (LiveStream own = owner.live(path, null);
                LiveStream other = replicas.other(owner).live(path, null)) {
            for (LiveStream stream : List.of(own, other)) {
                await().until(() -> !stream.events().isEmpty());
                assertThat(stream.events().getFirst().name()).isEqualTo("snapshot");
            }
            market.placeAll(owner, List.of(Market.order(market.seller(), "SELL", slot.start(), 1_000, 100_000)));
            for (LiveStream stream : List.of(own, other)) {
                await().until(() -> stream.changes().stream()
                        .anyMatch(change -> change.path("kind").asText().equals("level")
                                && change.path("energy").asLong() == 1_000));
            }
            position = String.valueOf(own.events().getLast().id());
        }
        try (LiveStream elsewhere = replicas.other(owner).live(path, position)) {
            await().until(() -> !elsewhere.events().isEmpty());
            assertThat(elsewhere.events().getFirst().name())
                    .as("numbers of one replica mean nothing to another")
                    .isEqualTo("snapshot");
            assertThat(elsewhere
                            .events()
                            .getFirst()
                            .data()
                            .at("/slots/0/sells/0/energy")
                            .asLong())
                    .isEqualTo(1_000);
        }
    }
}
