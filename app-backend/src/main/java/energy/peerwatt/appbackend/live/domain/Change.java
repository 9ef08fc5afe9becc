package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Money;
import java.util.List;

/** What changed in the picture, and for whom. */
public sealed interface Change {
    /** Seen by one household only. */
    sealed interface Own extends Change {
        AccountId account();
    }

    /** Seen by operators. */
    sealed interface InSum extends Change {}

    record Home(AccountId account, HomeNow now) implements Own {}

    record Trades(AccountId account, List<OwnTrade> trades) implements Own {}

    record Balance(AccountId account, Money available) implements Own {}

    record Call(AccountId account, OwnCall call) implements Own {}

    record Zone(ZoneNow now) implements InSum {}

    record ZoneTree(GridZoneId zone) implements InSum {}

    record Event(CallInSum call) implements InSum {}
}
