package energy.peerwatt.orderbook.live.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.SlotState;
import java.util.function.Predicate;

/** A step from one picture of the books to the next. Amounts are what is there afterwards, not differences. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Change.LevelChanged.class, name = "level"),
    @JsonSubTypes.Type(value = Change.IndicationChanged.class, name = "indication"),
    @JsonSubTypes.Type(value = Change.Traded.class, name = "trade"),
    @JsonSubTypes.Type(value = Change.Sealed.class, name = "sealed"),
    @JsonSubTypes.Type(value = Change.StateChanged.class, name = "state"),
    @JsonSubTypes.Type(value = Change.Dropped.class, name = "dropped")
})
public sealed interface Change {
    Slot slot();

    /** The slot is in the picture from now on, open and empty. */
    record Opened(Slot slot) implements Change {}

    /** @param energy of all orders of that side and limit; zero when there are none any more */
    record LevelChanged(Slot slot, Side side, Price limit, Energy energy) implements Change {}

    record IndicationChanged(Slot slot, Indication indication) implements Change {}

    record Traded(Slot slot, LiveTrade trade) implements Change {}

    /** The gate is closed: no orders wait there any more, and there is nothing to indicate. */
    record Sealed(Slot slot) implements Change {}

    /** The slot has come that far; once it opens it is {@code OPEN}, once it is sealed it soon is {@code CLEARED}. */
    record StateChanged(Slot slot, SlotState state) implements Change {}

    /** The slot is too long ago for the picture. */
    record Dropped(Slot slot) implements Change {}

    /** As a reader may see it who may see the affairs of these accounts. */
    default Change seenBy(Predicate<AccountId> visible) {
        return this instanceof Traded(Slot slot, LiveTrade trade) ? new Traded(slot, trade.seenBy(visible)) : this;
    }
}
